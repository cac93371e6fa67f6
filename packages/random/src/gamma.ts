import { exponentialFunction } from './exponential-function';
import type { Key } from './key';
import { naturalLogarithm } from './natural-logarithm';
import { normalQuantile } from './normal-quantile';
import { requireCount, requireShape } from './require-argument';
import { uniformAt } from './uniform';

/** The attempt number of the one draw that lifts a shape below 1; rejection never gets that far. */
const BOOST = 0x40000000;

/**
 * One gamma number of shape ≥ 1, by the rejection method of G. Marsaglia and W. W. Tsang, "A simple method for
 * generating gamma variables", ACM TOMS 26 (2000): d (1 + c z)³ with z normal, d = shape - 1/3 and c = 1 / √(9 d). Each
 * attempt is accepted with probability 0.95 or more.
 */
function gammaFromOneAt(key: Key, element: number, shape: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (let attempt = 0; ; attempt += 2) {
    const z = normalQuantile(uniformAt(key, element, attempt));
    const root = 1 + c * z;
    if (root <= 0) continue;
    const v = root * root * root;
    const u = uniformAt(key, element, attempt + 1);
    const square = z * z;
    // The first bound is nearly always enough, and spares two logarithms.
    if (u < 1 - 0.0331 * square * square) return d * v;
    if (naturalLogarithm(u) < 0.5 * square + d * (1 - v + naturalLogarithm(v))) return d * v;
  }
}

/**
 * A gamma number of any shape as `factor · exp(logScale)`. Below shape 1 it is G U^(1 / shape) with G of shape + 1 and
 * U uniform, and the power, which underflows for small shapes, stays a logarithm here: ratios of such numbers are then
 * as exact as any.
 */
export interface ScaledGamma {
  /** Positive. */
  readonly factor: number;
  /** Zero or negative; 0 for shapes from 1 on. */
  readonly logScale: number;
}

/** Element `element` of the gamma numbers of a key. */
export function scaledGammaAt(key: Key, element: number, shape: number): ScaledGamma {
  if (shape >= 1) return { factor: gammaFromOneAt(key, element, shape), logScale: 0 };
  return {
    factor: gammaFromOneAt(key, element, shape + 1),
    logScale: naturalLogarithm(uniformAt(key, element, BOOST)) / shape,
  };
}

/**
 * `n` numbers with the gamma distribution of the given shape and scale 1, with the density
 * x^(shape - 1) exp(-x) / Γ(shape). Mean and variance equal the shape. For another scale, multiply.
 *
 * Element i depends on the key, on i and on the shape alone, so a shorter draw is the beginning of a longer one. Below
 * shapes of about 0.05, numbers too small for float64 become 0.
 *
 * @param shape - 1e-300 … 1e300
 * @throws RangeError unless n is a whole number, 0 … 2³² - 1, and the shape is in its range
 *
 * @example
 * ```ts
 * import { gamma, key } from '@bcl/random';
 *
 * const x = gamma(key(1), 10_000, 3);
 * Math.abs(x.reduce((sum, value) => sum + value, 0) / x.length - 3) < 0.1; // => true
 * ```
 */
export function gamma(key: Key, n: number, shape: number): Float64Array {
  requireCount(n);
  requireShape(shape, 'shape');
  const values = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const { factor, logScale } = scaledGammaAt(key, i, shape);
    // One exponential of the sum: factor · exp(logScale) would lose digits where the exponential is subnormal.
    values[i] = logScale === 0 ? factor : exponentialFunction(naturalLogarithm(factor) + logScale);
  }
  return values;
}
