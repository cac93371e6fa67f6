import type { ObjectiveLike, ObjectiveSpecification } from '../contract/definition';
import type { Objective } from '../contract/objective';
import { isRecord, type Parameter } from './parameter';

/**
 * A parameter that is another objective: its name, `{ name, parameters }`, or the objective itself. It is made when the
 * objective that has the parameter is made, by the `resolve` that `create` is given.
 *
 * An objective given as a value is written as its name and parameters.
 *
 * @example
 * ```ts
 * import { objectiveParameter, reverseKL } from '@bcl/objectives';
 *
 * const of = objectiveParameter({ default: 'nonSaturating', description: 'what is compared' });
 * of.write(reverseKL()); // => { name: 'reverseKL', parameters: {} }
 * of.read(7); // => undefined
 * ```
 */
export function objectiveParameter(parts: {
  readonly default: ObjectiveLike;
  readonly description: string;
}): Parameter<ObjectiveLike> {
  return {
    default: parts.default,
    description: parts.description,
    accepts: 'an objective: its name, { name, parameters }, or an objective that was made already',
    read: (given) => (isObjectiveLike(given) ? given : undefined),
    write: (like) => (typeof like === 'string' ? { name: like, parameters: {} } : specificationOf(like)),
  };
}

/**
 * An objective as plain JSON: its name and its encoded parameters.
 *
 * @example
 * ```ts
 * import { alphaBridge, specificationOf } from '@bcl/objectives';
 *
 * specificationOf(alphaBridge({ alpha: 1 })); // => { name: 'alphaBridge', parameters: { alpha: 1, normalise: true, clip: null } }
 * ```
 */
export function specificationOf({ name, parameters = {} }: ObjectiveSpecification | Objective): ObjectiveSpecification {
  return { name, parameters };
}

const forms = ['ratio', 'likelihood', 'samples', 'sum'];

/** Whether a value was made by a definition, as far as can be seen from outside. */
export function isObjective(value: unknown): value is Objective {
  return isRecord(value) && typeof value.name === 'string' && forms.some((form) => form === value.form);
}

/** Whether a value is a name, a specification or an objective. */
export function isObjectiveLike(value: unknown): value is ObjectiveLike {
  if (typeof value === 'string' || isObjective(value)) return true;
  if (!isRecord(value) || typeof value.name !== 'string') return false;
  const known = Object.keys(value).every((field) => field === 'name' || field === 'parameters');
  return known && (value.parameters === undefined || isRecord(value.parameters));
}
