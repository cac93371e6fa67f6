import type { Algebra } from './algebra';

/**
 * A batch of ones, as long as `like`, whose elements may be infinite: the weight of maximum likelihood and of the reverse KL.
 *
 * @example
 * ```ts
 * import { arrays, ones } from '@bcl/objectives';
 *
 * ones(arrays, Float64Array.of(3, -Infinity)); // => [1, 1]
 * ```
 */
export function ones<A>(algebra: Algebra<A>, like: A): A {
  // 0 · ∞ is not a number, so the elements are made finite first.
  return algebra.shift(algebra.scale(algebra.clip(algebra.detach(like), -1, 1), 0), 1);
}

/**
 * The mean of a batch, as a batch of one number.
 *
 * @param values - one number a sample
 * @param mass - the share of each sample, summing to 1; equal shares without it
 *
 * @example
 * ```ts
 * import { arrays, mean } from '@bcl/objectives';
 *
 * mean(arrays, Float64Array.of(1, 2, 6)); // => [3]
 * mean(arrays, Float64Array.of(1, 2, 6), Float64Array.of(0.5, 0.5, 0)); // => [1.5]
 * ```
 */
export function mean<A>(algebra: Algebra<A>, values: A, mass?: A): A {
  if (mass !== undefined) return algebra.sum(algebra.multiply(mass, values));
  return algebra.divide(algebra.sum(values), algebra.sum(ones(algebra, values)));
}
