import type { Parameter } from './parameter';

/**
 * A parameter that is one of some words.
 *
 * @example
 * ```ts
 * import { choiceParameter } from '@bcl/objectives';
 *
 * const from = choiceParameter({ choices: ['density', 'samples'], default: 'samples', description: 'what is known of q' });
 * from.accepts; // => "'density' or 'samples'"
 * from.read('both'); // => undefined
 * ```
 */
export function choiceParameter<const Choice extends string>(parts: {
  readonly choices: readonly Choice[];
  readonly default: NoInfer<Choice>;
  readonly description: string;
}): Parameter<Choice> {
  const { choices, default: value, description } = parts;
  return {
    default: value,
    description,
    accepts: choices.map((choice) => `'${choice}'`).join(' or '),
    read: (given) => choices.find((choice) => choice === given),
    write: (choice) => choice,
  };
}

/**
 * A parameter that is true or false.
 *
 * @example
 * ```ts
 * import { booleanParameter } from '@bcl/objectives';
 *
 * booleanParameter({ default: true, description: 'whether weights are normalised' }).read('yes'); // => undefined
 * ```
 */
export function booleanParameter(parts: {
  readonly default: boolean;
  readonly description: string;
}): Parameter<boolean> {
  return {
    default: parts.default,
    description: parts.description,
    accepts: 'true or false',
    read: (given) => (typeof given === 'boolean' ? given : undefined),
    write: (value) => value,
  };
}
