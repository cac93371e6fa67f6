import { beta, uniform } from '@bcl/random';
import type { Key } from '@bcl/random';

/** A share of a whole that is drawn anew for every task; made by {@link betaRatio} or {@link uniformRatio}. */
export type RandomRatio =
  | { readonly kind: 'beta'; readonly a: number; readonly b: number }
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number };

/** A share of a whole: a number in [0, 1], or one drawn anew for every task. */
export type Ratio = number | RandomRatio;

/**
 * A share drawn from Beta(a, b), with mean a / (a + b).
 *
 * @param a positive and finite
 * @param b positive and finite
 * @throws RangeError otherwise
 * @example
 * ```ts
 * import { betaRatio } from '@bcl/masks';
 * betaRatio(5, 1); // => { kind: 'beta', a: 5, b: 1 }
 * ```
 */
export function betaRatio(a: number, b: number): RandomRatio {
  for (const [name, value] of Object.entries({ a, b })) {
    if (!(value > 0 && value < Infinity)) {
      throw new RangeError(`${name} of a Beta(a, b) ratio must be positive and finite, got ${value}`);
    }
  }
  return { kind: 'beta', a, b };
}

/**
 * A share drawn uniformly from [low, high]; always the same share when the two are equal.
 *
 * @param low in [0, 1]
 * @param high in [low, 1]
 * @throws RangeError otherwise
 * @example
 * ```ts
 * import { uniformRatio } from '@bcl/masks';
 * uniformRatio(0.25, 0.5); // => { kind: 'uniform', low: 0.25, high: 0.5 }
 * ```
 */
export function uniformRatio(low: number, high: number): RandomRatio {
  if (!(low >= 0 && low <= high && high <= 1)) {
    throw new RangeError(`a uniform ratio needs 0 ≤ low ≤ high ≤ 1, got low ${low} and high ${high}`);
  }
  return { kind: 'uniform', low, high };
}

/** Throws unless the ratio is a possible one: records written by hand are held to what the constructors allow. */
export function requireRatio(ratio: Ratio, what: string): void {
  if (typeof ratio === 'number') {
    if (!(ratio >= 0 && ratio <= 1)) throw new RangeError(`${what} must be a share in [0, 1], got ${ratio}`);
  } else if (ratio?.kind === 'beta') {
    betaRatio(ratio.a, ratio.b);
  } else if (ratio?.kind === 'uniform') {
    uniformRatio(ratio.low, ratio.high);
  } else {
    throw new TypeError(`${what} must be a number, betaRatio(a, b) or uniformRatio(low, high)`);
  }
}

/** The share of one draw, in [0, 1]. */
export function drawRatio(key: Key, ratio: Ratio): number {
  if (typeof ratio === 'number') return ratio;
  if (ratio.kind === 'beta') return beta(key, 1, ratio.a, ratio.b)[0];
  return ratio.low + (ratio.high - ratio.low) * uniform(key, 1)[0];
}

/** floor(total · ratio), where a product a rounding error below an integer counts as that integer: 29 % of 100 is 29. */
export function countOf(total: number, ratio: number): number {
  return Math.min(total, Math.floor(total * ratio + 1e-9));
}
