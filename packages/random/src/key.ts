import { absorbText } from './absorb-text';
import { requireCount } from './require-argument';
import { threefry } from './threefry';

/**
 * The name of a stream of random numbers: 64 bits in two unsigned 32-bit words. A key is a value, not a generator:
 * drawing from it changes nothing, and equal keys give equal draws.
 */
export interface Key {
  /** The upper 32 bits, 0 … 2³² - 1. */
  readonly high: number;
  /** The lower 32 bits, 0 … 2³² - 1. */
  readonly low: number;
}

/**
 * The second counter word tells what a block is for. Draws use the words below 2³¹ (see `uniformAt`); children of a key
 * use these, so that a child never repeats a block of its parent's draws or of a child of another kind.
 */
const INDEX_CHILD = 0x80000000;
const SPLIT_CHILD = 0xa0000000;
const LABEL_ROOT = 0xc0000000;

/** Where the hash of a text seed starts: the first digits of π in hexadecimal, to hide nothing. */
const TEXT_SEED: Key = { high: 0x243f6a88, low: 0x85a308d3 };

const TWO_32 = 2 ** 32;

function child(parent: Key, c0: number, c1: number): Key {
  const words = new Uint32Array(2);
  threefry(parent.high, parent.low, c0, c1, words, 0);
  return { high: words[0], low: words[1] };
}

/**
 * The key of a seed. Whole numbers below 2⁶⁴ (`bigint` from 2⁵³ on) are the 64 bits of the key themselves; a text is
 * hashed. Equal numbers give equal keys, whether they come as `number` or as `bigint`.
 *
 * @param seed - 0 … 2⁵³ - 1, or a bigint 0 … 2⁶⁴ - 1, or any text
 * @throws RangeError for a negative, fractional or larger number
 *
 * @example
 * ```ts
 * import { key } from '@bcl/random';
 *
 * key(7); // => { high: 0, low: 7 }
 * key(7n); // => { high: 0, low: 7 }
 * ```
 */
export function key(seed: number | bigint | string): Key {
  if (typeof seed === 'string') return absorbText(TEXT_SEED, seed);
  const inRange = typeof seed === 'bigint' ? seed >= 0n && seed < 1n << 64n : Number.isSafeInteger(seed) && seed >= 0;
  if (!inRange) {
    throw new RangeError(
      `A seed must be a whole number from 0 to 2^53 - 1, a bigint from 0 to 2^64 - 1, or a text, got ${String(seed)}.`,
    );
  }
  const wide = BigInt(seed);
  return { high: Number(wide >> 32n), low: Number(wide & 0xffffffffn) };
}

/**
 * The child of a key that belongs to a label or to an index: `fold(fold(key(seed), 'masks'), step)` is the key for the
 * masks of that step, and is known without having drawn anything for the steps before it.
 *
 * Children under different indices always differ; under different labels they differ but for a chance of 2⁻⁶⁴. The
 * label `'1'` and the index `1` give different children, and neither is one of {@link split}.
 *
 * @param labelOrIndex - any text, or a whole number 0 … 2⁵³ - 1
 * @throws RangeError for a negative, fractional or larger number
 *
 * @example
 * ```ts
 * import { fold, key, uniform } from '@bcl/random';
 *
 * const forStep = fold(fold(key(1), 'masks'), 12);
 * uniform(forStep, 2).length; // => 2
 * ```
 */
export function fold(parent: Key, labelOrIndex: string | number): Key {
  if (typeof labelOrIndex === 'string') return absorbText(child(parent, 0, LABEL_ROOT), labelOrIndex);
  if (!Number.isSafeInteger(labelOrIndex) || labelOrIndex < 0) {
    throw new RangeError(`An index to fold in must be a whole number from 0 to 2^53 - 1, got ${labelOrIndex}.`);
  }
  const upper = Math.floor(labelOrIndex / TWO_32);
  return child(parent, labelOrIndex - upper * TWO_32, INDEX_CHILD + upper);
}

/**
 * Splits a key into `n` keys of streams that do not overlap. Child `i` does not depend on `n`.
 *
 * @throws RangeError unless n is a whole number, 0 … 2³² - 1
 *
 * @example
 * ```ts
 * import { key, normal, split } from '@bcl/random';
 *
 * const [forMeans, forLabels] = split(key(1), 2);
 * normal(forMeans, 3).length + normal(forLabels, 3).length; // => 6
 * ```
 */
export function split(parent: Key, n: number): readonly Key[] {
  requireCount(n);
  return Array.from({ length: n }, (_, i) => child(parent, i, SPLIT_CHILD));
}
