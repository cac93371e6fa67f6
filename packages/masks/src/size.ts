import type { Key } from '@bcl/random';
import { countOf, drawRatio, requireRatio } from './ratio';
import type { RandomRatio } from './ratio';

/** How many of something: a fixed count (an integer ≥ 1), or a share of what there is that is drawn anew for every task. */
export type Size = number | RandomRatio;

/** Throws unless the size is a count ≥ 1 or a possible random ratio. */
export function requireSize(size: Size, what: string): void {
  if (typeof size !== 'number') {
    requireRatio(size, what);
  } else if (!Number.isInteger(size) || size < 1) {
    throw new RangeError(
      `${what} must be a whole count of at least 1, got ${size}; for a share use betaRatio(a, b) or uniformRatio(low, high)`,
    );
  }
}

/** The count of one draw, 1 … total. A share that comes to less than one thing counts as one. */
export function drawCount(key: Key, size: Size, total: number, what: string): number {
  if (typeof size !== 'number') return Math.max(1, countOf(total, drawRatio(key, size)));
  if (size > total) throw new RangeError(`${what} is ${size}, but there are only ${total}`);
  return size;
}
