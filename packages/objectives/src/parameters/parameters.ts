import * as E from 'fp-ts/lib/Either.js';
import { problem, type Problem } from '@bcl/errors';
import type { Codec } from './codec';
import { isRecord, shown, type Parameter } from './parameter';

/** The parameters of an objective by name. */
export type ParameterSpecs = Readonly<Record<string, Parameter<unknown>>>;

/** The values of parameters: `ParameterValues<{ alpha: Parameter<number> }>` is `{ alpha: number }`. */
export type ParameterValues<Specs> = {
  readonly [Name in keyof Specs]: Specs[Name] extends Parameter<infer Value> ? Value : never;
};

/**
 * A codec from descriptions of the parameters.
 *
 * @throws TypeError where a default is not acceptable by the parameter's own rule
 *
 * @example
 * ```ts
 * import { annealedParameter, booleanParameter, parameters } from '@bcl/objectives';
 *
 * const codec = parameters({
 *   alpha: annealedParameter({ default: 0.5, min: 0, max: 1, description: 'the power of the ratio' }),
 *   normalise: booleanParameter({ default: true, description: 'whether weights are normalised' }),
 * });
 * codec.decode({ alpha: 1 }); // => { _tag: 'Right', right: { alpha: 1, normalise: true } }
 * const refused = codec.decode({ alpha: 1.5 });
 * 'left' in refused && refused.left.message; // => 'alpha is 1.5: it must be a number from 0 to 1, or a path { from, to } between such numbers'
 * ```
 */
export function parameters<Specs extends ParameterSpecs>(specs: Specs): Codec<ParameterValues<Specs>> {
  const entries = Object.entries<Parameter<unknown>>(specs);
  for (const [name, parameter] of entries) {
    if (parameter.read(parameter.default) === undefined) {
      throw new TypeError(`The default of ${name} is ${shown(parameter.default)}: it must be ${parameter.accepts}.`);
    }
  }
  return {
    decode(input) {
      if (!isRecord(input))
        return refuse(`The parameters are ${shown(input)}`, 'they must be an object of name and value');
      const values: Record<string, unknown> = {};
      for (const name of Object.keys(input)) {
        if (!Object.hasOwn(specs, name))
          return refuse(`There is no parameter ${shown(name)}`, listOf(Object.keys(specs)));
      }
      for (const [name, parameter] of entries) {
        const given = input[name];
        const value = given === undefined ? parameter.default : parameter.read(given);
        if (value === undefined) return refuse(`${name} is ${shown(given)}`, `it must be ${parameter.accepts}`);
        values[name] = value;
      }
      // Every name of the specification has been given a value that its own `read` returned.
      return E.right(values as ParameterValues<Specs>);
    },
    encode: (values) =>
      Object.fromEntries(
        entries.map(([name, parameter]) => [name, parameter.write(values[name as keyof ParameterValues<Specs>])]),
      ),
    describe: entries.map(([name, parameter]) => ({
      name,
      description: parameter.description,
      accepts: parameter.accepts,
      default: parameter.write(parameter.default),
    })),
  };
}

function refuse(what: string, why: string): E.Either<Problem<'BadParameter'>, never> {
  return E.left(problem('BadParameter', { what, why }));
}

function listOf(names: readonly string[]): string {
  return names.length === 0 ? 'it takes no parameters' : `the parameters are ${names.join(', ')}`;
}
