import type { Key } from './key';
import { requireCount } from './require-argument';
import { threefry } from './threefry';

const block = new Uint32Array(2);

/**
 * One uniform number in (0, 1): attempt `attempt` of element `element` of a key. Draws that need an unknown number of
 * attempts (rejection) count them here, so that no element depends on how many another needed.
 *
 * @param element - 0 … 2³² - 1
 * @param attempt - 0 … 2³¹ - 1
 * @returns an odd multiple of 2⁻⁵³, so that neither end can occur and u and 1 - u are equally likely
 */
export function uniformAt(key: Key, element: number, attempt: number): number {
  threefry(key.high, key.low, element, attempt, block, 0);
  return ((block[0] >>> 6) * 67108864 + (block[1] >>> 6) + 0.5) * 2 ** -52;
}

/**
 * `n` words of 32 random bits.
 *
 * @throws RangeError unless n is a whole number, 0 … 2³² - 1
 *
 * @example
 * ```ts
 * import { bits, key } from '@bcl/random';
 *
 * bits(key(0), 2); // => [0x6b200159, 0x99ba4efe]
 * ```
 */
export function bits(key: Key, n: number): Uint32Array {
  requireCount(n);
  const words = new Uint32Array(n);
  for (let i = 0; i + 1 < n; i += 2) threefry(key.high, key.low, i / 2, 0, words, i);
  if (n % 2 === 1) {
    threefry(key.high, key.low, (n - 1) / 2, 0, block, 0);
    words[n - 1] = block[0];
  }
  return words;
}

/**
 * `n` numbers with the uniform distribution on the open interval (0, 1), on a grid of 2⁻⁵²: 0 and 1 do not occur, so
 * that logarithms and quantiles of them are finite.
 *
 * Element i depends on the key and on i alone, so a shorter draw is the beginning of a longer one.
 *
 * @throws RangeError unless n is a whole number, 0 … 2³² - 1
 *
 * @example
 * ```ts
 * import { key, uniform } from '@bcl/random';
 *
 * const u = uniform(key(1), 1000);
 * u.every((value) => value > 0 && value < 1); // => true
 * ```
 */
export function uniform(key: Key, n: number): Float64Array {
  requireCount(n);
  const values = new Float64Array(n);
  for (let i = 0; i < n; i++) values[i] = uniformAt(key, i, 0);
  return values;
}
