import { countPoints } from './points';
import { nuclearNorm } from './nuclear-norm';

/** Mean and covariance of a Gaussian. */
export interface GaussianMoments {
  /** D numbers. */
  readonly mean: ArrayLike<number>;
  /** D × D, symmetric and positive semi-definite. */
  readonly covariance: ArrayLike<number>;
}

/**
 * The Fréchet distance of two samples of features: of each the mean and the covariance (divisor N - 1), between them
 * |μ_a - μ_b|² + tr(Σ_a + Σ_b - 2 (Σ_a Σ_b)^½), squared as is the custom. It is blind to all but the two moments, and
 * falls with more samples: compare equal numbers of them. (Heusel et al., "GANs trained by a two time-scale update rule
 * converge to a local Nash equilibrium", 2017, with the features of an Inception network.)
 *
 * @param a - flat row-major, N × `dimension`, N at least 2; covariances of fewer points than dimensions are fine
 * @param b - flat row-major, M × `dimension`
 * @returns at least 0, in squared units of the features
 * @throws RangeError when a sample does not hold at least two whole finite points
 * @example
 * ```ts
 * import { frechetDistance } from '@bcl/metrics';
 * frechetDistance([0, 2], [3, 5], 1); // => 9
 * ```
 */
export function frechetDistance(a: ArrayLike<number>, b: ArrayLike<number>, dimension: number): number {
  return gaussianFrechet(momentsOf(a, dimension, 'a'), momentsOf(b, dimension, 'b'));
}

/**
 * The squared Fréchet distance (2-Wasserstein distance) of two Gaussians,
 * |μ_a - μ_b|² + tr(Σ_a + Σ_b - 2 (Σ_a Σ_b)^½). (Dowson & Landau, "The Fréchet distance between multivariate normal
 * distributions", 1982.)
 *
 * With Σ = R Rᵀ the trace of the root is the sum of the singular values of R_aᵀ R_b: nothing is inverted, so that
 * singular covariances are as good as others; variance below 1e-13 of the largest, times D, counts as none.
 *
 * @returns at least 0
 * @throws RangeError when the dimensions differ, a number is not finite, or a covariance is not positive semi-definite
 * @example
 * ```ts
 * import { gaussianFrechet } from '@bcl/metrics';
 * const narrow = { mean: [0, 0], covariance: [1, 0, 0, 4] };
 * gaussianFrechet(narrow, { mean: [3, 0], covariance: [9, 0, 0, 4] }); // => 13
 * ```
 */
export function gaussianFrechet(a: GaussianMoments, b: GaussianMoments): number {
  const dimension = a.mean.length;
  if (b.mean.length !== dimension) {
    throw new RangeError(`one mean has ${dimension} numbers and the other ${b.mean.length}: they must agree`);
  }
  const [rootA, rootB] = [rootOf(a, dimension), rootOf(b, dimension)];
  let sum = 0;
  for (let d = 0; d < dimension; d++) {
    const gap = a.mean[d] - b.mean[d];
    sum += gap * gap + a.covariance[d * dimension + d] + b.covariance[d * dimension + d];
  }
  const product = new Float64Array(dimension * dimension);
  for (let k = 0; k < dimension; k++) {
    for (let i = 0; i < dimension; i++) {
      const left = rootA[k * dimension + i];
      if (left === 0) continue;
      for (let j = 0; j < dimension; j++) product[i * dimension + j] += left * rootB[k * dimension + j];
    }
  }
  return Math.max(0, sum - 2 * nuclearNorm(product, dimension));
}

function momentsOf(points: ArrayLike<number>, dimension: number, name: string): GaussianMoments {
  const n = countPoints(points, dimension, name);
  if (n < 2) throw new RangeError(`${name} holds one point: a covariance needs at least two`);
  const mean = new Float64Array(dimension);
  for (let i = 0; i < points.length; i++) mean[i % dimension] += points[i] / n;
  const covariance = new Float64Array(dimension * dimension);
  const centred = new Float64Array(dimension);
  for (let row = 0; row < n; row++) {
    for (let d = 0; d < dimension; d++) centred[d] = points[row * dimension + d] - mean[d];
    for (let i = 0; i < dimension; i++) {
      for (let j = 0; j <= i; j++) covariance[i * dimension + j] += (centred[i] * centred[j]) / (n - 1);
    }
  }
  for (let i = 0; i < dimension; i++) {
    for (let j = 0; j < i; j++) covariance[j * dimension + i] = covariance[i * dimension + j];
  }
  return { mean, covariance };
}

/**
 * Some R with R Rᵀ = Σ: Cholesky's with the largest remaining pivot taken first, which is stable also where Σ is singular. What
 * is left when the pivots are zero but for rounding is dropped.
 */
function rootOf({ mean, covariance }: GaussianMoments, dimension: number): Float64Array {
  countPoints(mean, dimension, 'mean');
  if (countPoints(covariance, dimension, 'covariance') !== dimension) {
    throw new RangeError(
      `a covariance has ${covariance.length} numbers: for ${dimension} dimensions it needs their square`,
    );
  }
  const rest = Float64Array.from(covariance);
  const at = (i: number, j: number): number => rest[i * dimension + j];
  const left = new Set(Array.from({ length: dimension }, (_, d) => d));
  const largest = Math.max(...Array.from(left, (d) => at(d, d)), 0);
  const none = dimension * largest * 1e-13;
  const root = new Float64Array(dimension * dimension);
  for (let j = 0; j < dimension; j++) {
    let pivot = -1;
    for (const d of left) if (pivot < 0 || at(d, d) > at(pivot, pivot)) pivot = d;
    if (!(at(pivot, pivot) > none)) break;
    const length = Math.sqrt(at(pivot, pivot));
    left.delete(pivot);
    root[pivot * dimension + j] = length;
    for (const i of left) root[i * dimension + j] = at(i, pivot) / length;
    for (const i of left)
      for (const k of left) rest[i * dimension + k] -= root[i * dimension + j] * root[k * dimension + j];
  }
  // Of a positive semi-definite matrix nothing is left beside what has no variance left.
  for (const i of left) {
    for (const k of left) {
      if (at(i, i) < -none || Math.abs(at(i, k)) > 2 * none)
        throw new RangeError('a covariance is not positive semi-definite');
    }
  }
  return root;
}
