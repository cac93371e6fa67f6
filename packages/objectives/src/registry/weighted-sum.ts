import { orThrow } from '@bcl/errors';
import { sumOf } from '../composition/sum';
import type { ObjectiveLike } from '../contract/definition';
import type { SumObjective, Term } from '../contract/objective';
import { firstParty } from './first-party';
import type { Registry } from './registry';
import { resolveIn } from './resolve-in';

/**
 * A weighted sum of objectives. A sum among them is replaced by its terms, with the weights multiplied.
 *
 * @param terms - a weight ≥ 0, an objective or its name, and where the term is not for the matching that is drawn, its own
 * @param registry - where names are looked up; the first-party objectives without it
 * @throws RangeError for a weight that is negative or not finite
 * @throws ProblemError for an objective that does not exist or whose parameters are refused
 *
 * @example
 * ```ts
 * import { alphaBridge, weightedSum } from '@bcl/objectives';
 *
 * const half = weightedSum([[0.5, 'reverseKL'], [0.5, alphaBridge({ alpha: 1 })]]);
 * weightedSum([[2, half], [1, 'forwardKL']]).terms.map(({ weight }) => weight); // => [1, 1, 1]
 * half.needs; // => ['modelSamples', 'logRatio']
 * ```
 */
export function weightedSum(
  terms: ReadonlyArray<readonly [weight: number, objective: ObjectiveLike, where?: Term['where']]>,
  registry: Registry = firstParty,
): SumObjective {
  return sumOf(
    terms.map(([weight, like, where]) => ({ weight, objective: orThrow(resolveIn(registry, like)), where })),
  );
}
