import type { Key } from './key';
import { requireCount, requireProbability } from './require-argument';
import { uniformAt } from './uniform';

/**
 * `n` draws of 0 or 1, 1 with probability p.
 *
 * Element i depends on the key, on i and on p alone, and grows with p: what is 1 for a p stays 1 for a larger one.
 *
 * @param p - 0 … 1
 * @throws RangeError unless n is a whole number, 0 … 2³² - 1, and p is a probability
 *
 * @example
 * ```ts
 * import { bernoulli, key } from '@bcl/random';
 *
 * bernoulli(key(1), 3, 1); // => [1, 1, 1]
 * ```
 */
export function bernoulli(key: Key, n: number, p: number): Uint8Array {
  requireCount(n);
  requireProbability(p);
  const values = new Uint8Array(n);
  for (let i = 0; i < n; i++) values[i] = uniformAt(key, i, 0) < p ? 1 : 0;
  return values;
}

/** The running sums of the weights, divided by the largest weight so that they cannot overflow. */
function cumulate(weights: ArrayLike<number>): Float64Array {
  let largest = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i];
    if (!(weight >= 0 && weight < Infinity)) {
      throw new RangeError(`Weights must be finite and not negative, got ${String(weight)} at ${i}.`);
    }
    if (weight > largest) largest = weight;
  }
  if (largest === 0) {
    throw new RangeError(`Of ${weights.length} weights none is positive: there is nothing to choose from.`);
  }
  const sums = new Float64Array(weights.length);
  let sum = 0;
  for (let i = 0; i < weights.length; i++) {
    sum += weights[i] / largest;
    sums[i] = sum;
  }
  return sums;
}

/**
 * `n` draws of an index into `weights`, index i with probability weights[i] / Σ weights. An index of weight 0 is never
 * drawn.
 *
 * Element i depends on the key, on i and on the weights alone, so a shorter draw is the beginning of a longer one.
 *
 * @param weights - finite, not negative, at least one of them positive; they need not sum to 1
 * @throws RangeError unless n is a whole number, 0 … 2³² - 1, and the weights are as said
 *
 * @example
 * ```ts
 * import { categorical, key } from '@bcl/random';
 *
 * categorical(key(1), 3, [0, 2, 0]); // => [1, 1, 1]
 * ```
 */
export function categorical(key: Key, n: number, weights: ArrayLike<number>): Int32Array {
  requireCount(n);
  const sums = cumulate(weights);
  const total = sums[sums.length - 1];
  const values = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const point = uniformAt(key, i, 0) * total;
    // The first index whose running sum lies beyond the point: it has a positive weight, and always exists, since the
    // largest u below 1 still gives a product below the total.
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sums[middle] > point) high = middle;
      else low = middle + 1;
    }
    values[i] = low;
  }
  return values;
}
