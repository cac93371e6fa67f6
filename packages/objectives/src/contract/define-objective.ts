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
 * import { defineObjective, logisticLoss, objectiveHeader, parameters } from '@bcl/objectives';
 * import type { ObjectiveDefinition, RatioObjective } from '@bcl/objectives';
 * import { checkObjective } from '@bcl/objectives/testing';
 *
 * // Jeffreys' divergence KL(p ‖ q) + KL(q ‖ p) = E_p[(r − 1) ℓ].
 * const definition: ObjectiveDefinition<object, RatioObjective> = {
 *   contract: 1,
 *   name: 'jeffreys',
 *   version: '1.0.0',
 *   description: 'KL in both directions, added',
 *   codec: parameters({}),
 *   create: (chosen) => ({
 *     ...objectiveHeader(definition, chosen, { needs: ['modelSamples', 'logRatio'] }),
 *     form: 'ratio',
 *     integrand: (algebra, l) => algebra.multiply(algebra.expm1(l), l),
 *     weight: (algebra, l) => algebra.shift(algebra.exp(l), 1),
 *     generator: (algebra, l) => algebra.scale(algebra.add(l, algebra.expm1(l)), -1),
 *     discriminator: logisticLoss,
 *   }),
 * };
 * const jeffreys = defineObjective(definition);
 * jeffreys().name; // => 'jeffreys'
 * checkObjective(jeffreys); // => []
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
