import type { Key } from './key';
import { requireCount } from './require-argument';
import { threefry } from './threefry';

const TWO_32 = 2 ** 32;
const block = new Uint32Array(2);

/**
 * A whole number 0 … below - 1, all equally likely: element `element` of a key. Words from the incomplete last multiple
 * of `below` in 2³² would favour small numbers, and are passed over.
 */
export function integerAt(key: Key, element: number, below: number): number {
  const limit = TWO_32 - (TWO_32 % below);
  for (let attempt = 0; ; attempt++) {
    threefry(key.high, key.low, element, attempt, block, 0);
    if (block[0] < limit) return block[0] % below;
    if (block[1] < limit) return block[1] % below;
  }
}

/**
 * `n` whole numbers from 0 to `below` - 1, all equally likely, without the bias of a remainder.
 *
 * Element i depends on the key, on i and on `below` alone, so a shorter draw is the beginning of a longer one.
 *
 * @param below - 1 … 2³¹
 * @throws RangeError unless n is a whole number, 0 … 2³² - 1, and `below` is one in its range
 *
 * @example
 * ```ts
 * import { integers, key } from '@bcl/random';
 *
 * const dice = integers(key(1), 1000, 6);
 * [Math.min(...dice), Math.max(...dice)]; // => [0, 5]
 * ```
 */
export function integers(key: Key, n: number, below: number): Int32Array {
  requireCount(n);
  if (!Number.isInteger(below) || below < 1 || below > 2 ** 31) {
    throw new RangeError(`below must be a whole number from 1 to 2^31, got ${String(below)}.`);
  }
  const values = new Int32Array(n);
  for (let i = 0; i < n; i++) values[i] = integerAt(key, i, below);
  return values;
}
