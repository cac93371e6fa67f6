import type { Algebra } from '../algebra/algebra';
import { mean } from '../algebra/mean';
import type { RatioObjective } from '../contract/objective';

/**
 * A loss with the gradient of the objective, for libraries that differentiate: −Σ mass · w(ℓ) · ℓ with w held constant.
 *
 * Its gradient through ℓ(x(ε; θ)) is the pathwise gradient −Σ mass · w ∇ℓ of every ratio objective, also of those whose weights are
 * normalised over the batch and that have no generator loss of the same gradient. The log-ratio must depend on θ through the
 * samples only. Its value means nothing: report the mean of the integrand.
 *
 * @param mass - the share of each sample, summing to 1; equal shares without it
 * @returns one number
 *
 * @example
 * ```ts
 * import { arrays, reverseKL, surrogateLoss } from '@bcl/objectives';
 *
 * surrogateLoss(arrays, reverseKL(), Float64Array.of(-1, 3)); // => [-1]
 * ```
 */
export function surrogateLoss<A>(algebra: Algebra<A>, objective: RatioObjective, logRatio: A, mass?: A): A {
  const weight = algebra.detach(objective.weight(algebra, logRatio, mass));
  return algebra.scale(mean(algebra, algebra.multiply(weight, logRatio), mass), -1);
}
