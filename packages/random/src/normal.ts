import type { Key } from './key';
import { normalQuantile } from './normal-quantile';
import { requireCount } from './require-argument';
import { uniformAt } from './uniform';

/**
 * `n` numbers with the standard normal distribution N(0, 1): quantiles of `uniform(key, n)`, at most 8.21 in size.
 *
 * Element i depends on the key and on i alone, so a shorter draw is the beginning of a longer one.
 *
 * @throws RangeError unless n is a whole number, 0 … 2³² - 1
 *
 * @example
 * ```ts
 * import { key, normal } from '@bcl/random';
 *
 * const z = normal(key(1), 10_000);
 * Math.abs(z.reduce((sum, value) => sum + value, 0) / z.length) < 0.05; // => true
 * ```
 */
export function normal(key: Key, n: number): Float64Array {
  requireCount(n);
  const values = new Float64Array(n);
  for (let i = 0; i < n; i++) values[i] = normalQuantile(uniformAt(key, i, 0));
  return values;
}
