import { exponentialFunction } from './exponential-function';
import { scaledGammaAt } from './gamma';
import type { ScaledGamma } from './gamma';
import { split } from './key';
import type { Key } from './key';
import { requireCount, requireShape } from './require-argument';

/** a / (a + b), where a and b may both be too small for float64. */
function share(a: ScaledGamma, b: ScaledGamma): number {
  const top = Math.max(a.logScale, b.logScale);
  const x = a.factor * exponentialFunction(a.logScale - top);
  const y = b.factor * exponentialFunction(b.logScale - top);
  return x / (x + y);
}

/**
 * `n` numbers with the beta distribution, density proportional to x^(a - 1) (1 - x)^(b - 1) on [0, 1]: X / (X + Y)
 * with X and Y gamma numbers of shapes a and b. The mean is a / (a + b). Small parameters are safe: the numbers then
 * gather at 0 and 1, which they reach by rounding, and are never NaN.
 *
 * Element i depends on the key, on i, a and b alone, so a shorter draw is the beginning of a longer one.
 *
 * @param a - 1e-300 … 1e300
 * @param b - 1e-300 … 1e300
 * @throws RangeError unless n is a whole number, 0 … 2³² - 1, and a and b are in their range
 *
 * @example
 * ```ts
 * import { beta, key } from '@bcl/random';
 *
 * beta(key(1), 100, 0.5, 2).every((value) => value >= 0 && value <= 1); // => true
 * ```
 */
export function beta(key: Key, n: number, a: number, b: number): Float64Array {
  requireCount(n);
  requireShape(a, 'a');
  requireShape(b, 'b');
  const [first, second] = split(key, 2);
  const values = new Float64Array(n);
  for (let i = 0; i < n; i++) values[i] = share(scaledGammaAt(first, i, a), scaledGammaAt(second, i, b));
  return values;
}

/**
 * One vector of probabilities with the Dirichlet distribution: gamma numbers of the given shapes, divided by their sum.
 * Small concentrations are safe: nearly all then falls to one entry, and no entry is NaN.
 *
 * @param concentrations - one or more numbers, each 1e-300 … 1e300
 * @returns as many numbers, each in [0, 1], with sum 1 up to rounding; the mean of number i is its share of the sum of
 * the concentrations
 * @throws RangeError when there is no concentration, or one is out of range
 *
 * @example
 * ```ts
 * import { dirichlet, key } from '@bcl/random';
 *
 * const p = dirichlet(key(1), [1, 2, 3]);
 * p[0] + p[1] + p[2]; // => 1
 * ```
 */
export function dirichlet(key: Key, concentrations: ArrayLike<number>): Float64Array {
  if (concentrations.length === 0) throw new RangeError('A Dirichlet distribution needs at least one concentration.');
  const parts = Array.from(concentrations, (concentration, i) => {
    requireShape(concentration, `concentration ${i}`);
    return scaledGammaAt(key, i, concentration);
  });
  const top = parts.reduce((largest, { logScale }) => Math.max(largest, logScale), -Infinity);
  const values = Float64Array.from(parts, ({ factor, logScale }) => factor * exponentialFunction(logScale - top));
  // Divided by the largest first: the sum of several numbers near 1e300 would overflow.
  const largest = values.reduce((a, b) => Math.max(a, b), 0);
  const sum = values.reduce((total, value) => total + value / largest, 0);
  return values.map((value) => value / largest / sum);
}
