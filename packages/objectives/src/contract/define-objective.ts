import * as E from 'fp-ts/lib/Either.js';
import { orThrow, problem } from '@bcl/errors';
import type { ObjectiveDefinition, ObjectiveLike, Resolve } from './definition';
import { instantiate } from './instantiate';
import type { Objective } from './objective';

/** Makes objectives of one kind from parameters; carries the definition that it was made from. */
export interface ObjectiveFactory<Parameters, Made extends Objective = Objective> {
  /**
   * The objective with these parameters; those that are left out have their defaults.
   *
   * @throws ProblemError `BadParameter` for a parameter that does not exist or is out of range
   */
  (parameters?: Partial<Parameters>): Made;
  readonly definition: ObjectiveDefinition<Parameters, Made>;
}

/**
 * A definition as a function: what a plugin default-exports, and what its users call.
 *
 * @param resolve - finds the parts of an objective that is made of others; pass `resolveObjective` where they may be given by
 *   name. Without it a part must be given as an objective.
 *
 * @example
 * ```ts
 * import { defineObjective, objectiveHeader, parameters } from '@bcl/objectives';
 * import type { LikelihoodObjective, ObjectiveDefinition } from '@bcl/objectives';
 *
 * // The mean improbability of the data: E_q[−p(y)].
 * const definition: ObjectiveDefinition<object, LikelihoodObjective> = {
 *   contract: 1,
 *   name: 'improbability',
 *   version: '1.0.0',
 *   description: 'the mean of −p(y) over the data',
 *   codec: parameters({}),
 *   create: (chosen) => ({
 *     ...objectiveHeader(definition, chosen, { needs: ['dataSamples', 'modelDensity'] }),
 *     form: 'likelihood',
 *     targets: 'discrete',
 *     atEquality: 'entropy',
 *     integrand: (algebra, logModel) => algebra.scale(algebra.exp(logModel), -1),
 *     weight: (algebra, logModel) => algebra.exp(logModel),
 *   }),
 * };
 * const improbability = defineObjective(definition);
 * improbability().name; // => 'improbability'
 * ```
 */
export function defineObjective<Parameters, Made extends Objective = Objective>(
  definition: ObjectiveDefinition<Parameters, Made>,
  resolve: Resolve = onlyObjectives,
): ObjectiveFactory<Parameters, Made> {
  const make = (parameters?: Partial<Parameters>): Made => orThrow(instantiate(definition, parameters ?? {}, resolve));
  return Object.assign(make, { definition });
}

function onlyObjectives(like: ObjectiveLike): ReturnType<Resolve> {
  if (typeof like === 'object' && 'form' in like) return E.right(like);
  const name = typeof like === 'string' ? like : like.name;
  return E.left(
    problem('UnknownObjective', {
      what: `The objective '${name}' is given by name, and there are no names here`,
      hint: 'give the objective itself, or resolveObjective as the second argument of defineObjective',
    }),
  );
}
