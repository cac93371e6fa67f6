import { choleskyInPlace, invertLowerTriangular, multiply, multiplyTransposed } from '@bcl/linalg';
import type { Group } from '../observations/view';
import { singularCovariance, type Components } from './components';
import { LOG_TWO_PI } from './kernel';

/** What one component needs for one group: the whitening of the known cells, and the regression of the gaps on them. */
export interface Factor {
  /** Mean of the known cells. */
  readonly mean: Float64Array;
  /** Inverse of the Cholesky factor of the known cells' covariance, rows packed one after the other. */
  readonly whitening: Float64Array;
  /** log pi - (d/2) log 2 pi - (1/2) log|C|. */
  readonly constant: number;
  /** |M| x |O| regression coefficients C_MO C_OO^-1, or undefined without gaps. */
  readonly regression: Float64Array | undefined;
  /** |M| x |M| covariance of the gaps given the known cells. */
  readonly residual: Float64Array | undefined;
}

/** The whitening and the regression of one component for one group.
 *
 * @throws NumericalFailure when the covariance of the known cells has no Cholesky factor
 */
export function factorOf(model: Components, group: Group, k: number): Factor {
  const size = model.dimension;
  const { observed, missing, rotation } = group;
  let mean: Float64Array = model.means.subarray(k * size, (k + 1) * size);
  let covariance: Float64Array = model.covariances.subarray(k * size * size, (k + 1) * size * size);
  if (rotation !== undefined) {
    mean = multiply(rotation, mean, size, size, 1);
    covariance = multiplyTransposed(multiply(rotation, covariance, size, size, size), rotation, size, size, size);
  }
  const width = observed.length;
  const known = block(covariance, size, observed, observed);
  if (!choleskyInPlace(known, width)) throw singularCovariance(k);
  let logDeterminant = 0;
  for (let i = 0; i < width; i++) logDeterminant += Math.log(known[i * width + i]);
  const inverse = invertLowerTriangular(known, width);
  const packed = new Float64Array((width * (width + 1)) / 2);
  for (let i = 0, at = 0; i < width; i++) for (let j = 0; j <= i; j++) packed[at++] = inverse[i * width + j];
  const constant = Math.log(model.weights[k]) - 0.5 * width * LOG_TWO_PI - logDeterminant;
  const means = Float64Array.from(observed, (d) => mean[d]);
  if (missing.length === 0)
    return { mean: means, whitening: packed, constant, regression: undefined, residual: undefined };
  const gaps = missing.length;
  const cross = block(covariance, size, missing, observed);
  const half = multiplyTransposed(cross, inverse, gaps, width, width);
  const regression = multiply(half, inverse, gaps, width, width);
  const explained = multiplyTransposed(half, half, gaps, width, gaps);
  const residual = block(covariance, size, missing, missing).map((value, i) => value - explained[i]);
  return { mean: means, whitening: packed, constant, regression, residual };
}

function block(a: Float64Array, size: number, rows: readonly number[], columns: readonly number[]): Float64Array {
  const out = new Float64Array(rows.length * columns.length);
  for (let i = 0, at = 0; i < rows.length; i++)
    for (let j = 0; j < columns.length; j++) out[at++] = a[rows[i] * size + columns[j]];
  return out;
}
