/**
 * The share of the samples that count: (Σ m w)² / Σ m w², with m the mass of each sample. 1 where all weights are equal; 1/n where
 * one of n samples of equal mass has all the weight.
 *
 * @param weights - numbers ≥ 0, finite
 * @param mass - the share of each sample; equal shares without it. Shares are divided by their sum.
 * @returns a fraction in [0, 1]; 0 where all weights are 0 and no sample counts
 * @throws RangeError where there are no weights, a number is negative or not finite, or there is not one mass a weight
 *
 * @example
 * ```ts
 * import { effectiveSampleSize } from '@bcl/objectives';
 *
 * effectiveSampleSize(Float64Array.of(2, 2, 2, 2)); // => 1
 * effectiveSampleSize(Float64Array.of(0, 0, 0, 7)); // => 0.25
 * ```
 */
export function effectiveSampleSize(weights: ArrayLike<number>, mass?: ArrayLike<number>): number {
  if (weights.length === 0) throw new RangeError('There are no weights: draw at least one sample.');
  if (mass !== undefined && mass.length !== weights.length) {
    throw new RangeError(`There are ${weights.length} weights and ${mass.length} masses: give one mass a weight.`);
  }
  let largest = 0;
  for (let i = 0; i < weights.length; i++) largest = Math.max(largest, required(weights[i], 'weight', i));
  let total = 0;
  let first = 0;
  let second = 0;
  for (let i = 0; i < weights.length; i++) {
    const share = mass === undefined ? 1 : required(mass[i], 'mass', i);
    // Relative to the largest, squares neither overflow nor vanish.
    const weight = largest === 0 ? 0 : weights[i] / largest;
    total += share;
    first += share * weight;
    second += share * weight * weight;
  }
  // Rounding may lift equal weights above 1.
  return second === 0 ? 0 : Math.min(1, (first * first) / (total * second));
}

function required(value: number, what: string, at: number): number {
  if (!(value >= 0 && value < Infinity)) {
    throw new RangeError(`A ${what} is a finite number of at least 0, got ${value} at place ${at}.`);
  }
  return value;
}
