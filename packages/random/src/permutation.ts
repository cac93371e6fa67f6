import { integerAt } from './integers';
import type { Key } from './key';
import { requireCount } from './require-argument';

/** The first `count` places of a shuffled 0 … n - 1 (Fisher and Yates; Knuth, TAOCP vol. 2, algorithm 3.4.2 P). */
function shuffled(key: Key, n: number, count: number): Int32Array {
  const values = new Int32Array(n);
  for (let i = 0; i < n; i++) values[i] = i;
  for (let i = 0; i < count; i++) {
    const j = i + integerAt(key, i, n - i);
    const kept = values[i];
    values[i] = values[j];
    values[j] = kept;
  }
  return values.subarray(0, count);
}

function requireItems(n: number): void {
  requireCount(n);
  if (n > 2 ** 31) throw new RangeError(`Items are numbered in 32 bits: n must be at most 2^31, got ${n}.`);
}

/**
 * The numbers 0 … n - 1 in random order, all orders equally likely.
 *
 * @param n - 0 … 2³¹
 * @throws RangeError unless n is a whole number in its range
 *
 * @example
 * ```ts
 * import { key, permutation } from '@bcl/random';
 *
 * permutation(key(1), 5).sort(); // => [0, 1, 2, 3, 4]
 * ```
 */
export function permutation(key: Key, n: number): Int32Array {
  requireItems(n);
  return shuffled(key, n, n);
}

/**
 * `count` different numbers out of 0 … n - 1, in ascending order, all such sets equally likely. The set for a smaller
 * count is part of the set for a larger one.
 *
 * @param n - 0 … 2³¹
 * @param count - 0 … n
 * @throws RangeError unless n and count are whole numbers in their ranges
 *
 * @example
 * ```ts
 * import { choose, key } from '@bcl/random';
 *
 * choose(key(1), 4, 4); // => [0, 1, 2, 3]
 * choose(key(1), 4, 2).length; // => 2
 * ```
 */
export function choose(key: Key, n: number, count: number): Int32Array {
  requireItems(n);
  requireCount(count, 'count');
  if (count > n) throw new RangeError(`Cannot choose ${count} different numbers out of ${n}: lower the count.`);
  return shuffled(key, n, count).slice().sort();
}
