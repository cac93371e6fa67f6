import { symmetricEigen } from '@bcl/linalg';
import type { Matrix } from '@bcl/linalg';
import { denseRowMap, fromLinearAction } from './linear-action';
import { requireDimension, requireFinite } from './requirements';
import type { Transform } from './transform';

/** Options of {@link whitening}. */
export interface WhiteningOptions {
  /**
   * Least variance, in squared units of the data, that a principal direction is taken to have; 0 without it. Directions with
   * less are scaled by it instead, which keeps the transform invertible when features depend on each other.
   */
  readonly floor?: number;
}

/**
 * The transform that gives the points mean 0 and covariance I: y = C^(−1/2) (x − m), with the symmetric root of C ("ZCA").
 *
 * m and C are the points' mean and covariance, sums divided by N. Of all whitening maps this one moves the points least, so
 * features keep their meaning. `inverse()` restores units.
 *
 * @param points N×D, N ≥ 2, every value finite
 * @param options the floor of the variances
 * @throws RangeError when there are fewer than two points, a value is missing or infinite, the floor is negative, or a
 *   direction has no variance and there is no floor
 * @example
 * ```ts
 * import { fromRows } from '@bcl/linalg';
 * import { whitening } from '@bcl/transforms';
 * const points = fromRows([[0, 0], [8, 0], [0, 2], [8, 2]]);
 * whitening(points).apply(points).data; // => [-1, -1, 1, -1, -1, 1, 1, 1]
 * ```
 */
export function whitening(points: Matrix, { floor = 0 }: WhiteningOptions = {}): Transform {
  const dimension = points.columns;
  requireDimension(dimension);
  if (points.rows < 2) throw new RangeError(`whitening needs at least two points, got ${points.rows}`);
  if (!(floor >= 0 && floor < Infinity)) throw new RangeError(`the floor must be a variance ≥ 0, got ${floor}`);
  requireFinite(points.data, 'the points to whiten');
  const mean = meanOf(points);
  const { values, vectors } = symmetricEigen(covarianceOf(points, mean), dimension);
  const variances = values.map((value) => Math.max(value, floor));
  const [least, most] = [variances[0], variances[dimension - 1]];
  if (!(least > dimension * Number.EPSILON * most)) {
    throw new RangeError(
      `the points' variances along principal directions run from ${values[0]} to ${most}: a feature is constant or depends ` +
        `on others; drop it or set a floor such as ${most > 0 ? most * 1e-6 : 1e-6}`,
    );
  }
  const linear = symmetricPower(variances, vectors, -0.5);
  const inverseLinear = symmetricPower(variances, vectors, 0.5);
  const forward = denseRowMap(linear, dimension);
  return fromLinearAction({
    name: 'whitening',
    dimension,
    forward,
    backward: denseRowMap(inverseLinear, dimension),
    logAbsDeterminant: variances.reduce((sum, variance) => sum - Math.log(variance) / 2, 0),
    offset: forward(mean, 1).map((value) => 0 - value),
    linear,
    inverseLinear,
  });
}

function meanOf({ rows, columns, data }: Matrix): Float64Array {
  const mean = new Float64Array(columns);
  for (let at = 0; at < data.length; at++) mean[at % columns] += data[at];
  return mean.map((sum) => sum / rows);
}

function covarianceOf({ rows, columns, data }: Matrix, mean: Float64Array): Float64Array {
  const covariance = new Float64Array(columns * columns);
  const centred = new Float64Array(columns);
  for (let start = 0; start < data.length; start += columns) {
    for (let j = 0; j < columns; j++) centred[j] = data[start + j] - mean[j];
    for (let i = 0; i < columns; i++) {
      for (let j = 0; j <= i; j++) covariance[i * columns + j] += (centred[i] * centred[j]) / rows;
    }
  }
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j < i; j++) covariance[j * columns + i] = covariance[i * columns + j];
  }
  return covariance;
}

/** V diag(valueᵖᵒʷᵉʳ) Vᵀ, the columns of V being the eigenvectors. */
function symmetricPower(values: Float64Array, vectors: Float64Array, power: 0.5 | -0.5): Float64Array {
  const n = values.length;
  const result = new Float64Array(n * n);
  const scales = values.map((value) => (power > 0 ? Math.sqrt(value) : 1 / Math.sqrt(value)));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += vectors[i * n + k] * scales[k] * vectors[j * n + k];
      result[i * n + j] = sum;
      result[j * n + i] = sum;
    }
  }
  return result;
}
