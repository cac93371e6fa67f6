import type { Key } from './key';
import { naturalLogarithm } from './natural-logarithm';
import { requireCount } from './require-argument';
import { uniformAt } from './uniform';

/**
 * `n` numbers with the exponential distribution of rate 1, density exp(-x): -log of `uniform(key, n)`. Mean and
 * variance are 1. For another rate, divide by it.
 *
 * Element i depends on the key and on i alone, so a shorter draw is the beginning of a longer one.
 *
 * @throws RangeError unless n is a whole number, 0 … 2³² - 1
 *
 * @example
 * ```ts
 * import { exponential, key } from '@bcl/random';
 *
 * exponential(key(1), 100).every((value) => value > 0); // => true
 * ```
 */
export function exponential(key: Key, n: number): Float64Array {
  requireCount(n);
  const values = new Float64Array(n);
  for (let i = 0; i < n; i++) values[i] = -naturalLogarithm(uniformAt(key, i, 0));
  return values;
}
