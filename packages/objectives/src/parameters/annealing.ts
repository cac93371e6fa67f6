import type { ObjectiveDefinition } from '../contract/definition';
import type { SimpleObjective } from '../contract/objective';
import { annealedAt, type Annealed } from './annealed';

/** Parameters at one moment of a run: those that may change are numbers. */
export type AtMoment<Parameters, Changing extends keyof Parameters> = Omit<Parameters, Changing> & {
  readonly [Name in Changing]: number;
};

/**
 * An objective with parameters that may change during a run, from the objective at one moment.
 *
 * Where none of them is a path, it is that objective. Else it is the objective of the start, with the paths in its `parameters`
 * and with `at`, whose objectives have the numbers of their moment in theirs.
 *
 * @param definition - what the parameters belong to
 * @param changing - the names of the parameters that may change
 * @param make - the objective, as a plain object, of parameters that are numbers
 *
 * @example
 * ```ts
 * import { annealedParameter, annealing, objectiveHeader, ones, parameters } from '@bcl/objectives';
 * import type { Annealed, LikelihoodObjective, ObjectiveDefinition } from '@bcl/objectives';
 *
 * const definition: ObjectiveDefinition<{ readonly heat: Annealed }, LikelihoodObjective> = {
 *   contract: 1,
 *   name: 'heated',
 *   version: '1.0.0',
 *   description: 'maximum likelihood, divided by a heat that falls',
 *   codec: parameters({ heat: annealedParameter({ default: 1, min: 0.1, description: 'what the loss is divided by' }) }),
 *   create: (chosen) =>
 *     annealing(definition, chosen, ['heat'], (now) => ({
 *       ...objectiveHeader(definition, now, { needs: ['dataSamples', 'modelDensity'] }),
 *       form: 'likelihood',
 *       targets: 'continuous',
 *       atEquality: 'entropy',
 *       integrand: (algebra, logModel) => algebra.scale(logModel, -1 / now.heat),
 *       weight: (algebra, logModel) => algebra.scale(ones(algebra, logModel), 1 / now.heat),
 *     })),
 * };
 * ```
 */
export function annealing<
  Parameters extends { readonly [Name in Changing]: Annealed },
  Changing extends keyof Parameters,
  Made extends SimpleObjective,
>(
  definition: Pick<ObjectiveDefinition<Parameters, Made>, 'codec'>,
  parameters: Parameters,
  changing: readonly Changing[],
  make: (now: AtMoment<Parameters, Changing>) => Made,
): Made {
  const at = (progress: number): Made => {
    const numbers = changing.map((name) => [name, annealedAt(parameters[name], progress)] as const);
    return make({ ...parameters, ...Object.fromEntries(numbers) });
  };
  const start = at(0);
  const changes = changing.some((name) => typeof parameters[name] === 'object');
  return changes ? { ...start, parameters: definition.codec.encode(parameters), at } : start;
}
