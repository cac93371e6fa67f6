/** How densities change under transforms, and Gaussians against samples. */
import { cholesky, logDeterminantFromCholesky, matrix, multiplyTransposed, solveLower } from '@bcl/linalg';
import { fold, key, normal } from '@bcl/random';
import { affine } from './affine';
import { haarOrthogonal } from './haar-orthogonal';
import { largestDifference } from './largest-difference';
import { permutation } from './permutation';
import { rotation } from './rotation';
import type { Gaussian, Transform } from './transform';

function logDensity({ mean, covariance }: Gaussian, x: Float64Array): number {
  const n = mean.length;
  const factor = cholesky(covariance, n);
  if (!factor) throw new Error('the covariance of the test is not positive definite');
  const z = solveLower(
    factor,
    x.map((value, i) => value - mean[i]),
    n,
  );
  const distance = z.reduce((sum, value) => sum + value * value, 0);
  return -(n * Math.log(2 * Math.PI) + logDeterminantFromCholesky(factor, n) + distance) / 2;
}

function gaussianOf(dimension: number): { gaussian: Gaussian; root: Float64Array } {
  const root = normal(key('root'), dimension * dimension);
  for (let i = 0; i < dimension; i++) root[i * dimension + i] += 2;
  const covariance = multiplyTransposed(root, root, dimension, dimension, dimension);
  return { gaussian: { mean: normal(key('mean'), dimension), covariance }, root };
}

const orthogonal: Array<[string, Transform]> = [
  ['Haar', haarOrthogonal(key(1), 4)],
  ['rotation', rotation(4, 3, 1, 0.7)],
  ['permutation', permutation([3, 1, 0, 2])],
  ['Haar then rotation', haarOrthogonal(key(2), 4).andThen(rotation(4, 0, 1, 2))],
];

test.each(orthogonal)('an orthogonal transform leaves densities as they are: %s', (_name, transform) => {
  const { gaussian } = gaussianOf(4);
  const moved = transform.applyToGaussian(gaussian);
  for (let n = 0; n < 20; n++) {
    const x = normal(fold(key('point'), n), 4);
    const y = transform.apply(matrix(1, 4, x)).data;
    expect(Math.abs(logDensity(moved, y) - logDensity(gaussian, x))).toBeLessThan(1e-10);
  }
  expect(transform.logAbsDeterminant).toBe(0);
});

test('an affine transform changes log-densities by −log|det A|', () => {
  const transform = affine([2, 1, 0, 0, -3, 1, 0.5, 0, 4], [1, 2, 3]);
  // det by cofactors: 2·(−3·4 − 1·0) − 1·(0·4 − 1·0.5) = −23.5
  expect(transform.logAbsDeterminant).toBeCloseTo(Math.log(23.5), 12);
  const { gaussian } = gaussianOf(3);
  const moved = transform.applyToGaussian(gaussian);
  for (let n = 0; n < 20; n++) {
    const x = normal(fold(key('point'), n), 3);
    const y = transform.apply(matrix(1, 3, x)).data;
    expect(Math.abs(logDensity(moved, y) - logDensity(gaussian, x) + Math.log(23.5))).toBeLessThan(1e-10);
  }
});

test('a moved Gaussian has the mean and covariance of moved samples', () => {
  const count = 20_000;
  const { gaussian, root } = gaussianOf(3);
  const transform = affine([2, 1, 0, 0, -3, 1, 0.5, 0, 4], [1, 2, 3]);
  const standard = normal(key('samples'), count * 3);
  const samples = multiplyTransposed(standard, root, count, 3, 3).map((value, at) => value + gaussian.mean[at % 3]);
  const { data } = transform.apply(matrix(count, 3, samples));
  const moved = transform.applyToGaussian(gaussian);
  const mean = [0, 1, 2].map((i) => data.reduce((sum, value, at) => (at % 3 === i ? sum + value : sum), 0) / count);
  const variances = [0, 4, 8].map((at) => moved.covariance[at]);
  const meanErrors = mean.map((value, i) => (value - moved.mean[i]) / Math.sqrt(variances[i] / count));
  expect(largestDifference(meanErrors, [0, 0, 0])).toBeLessThan(4);
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      let sum = 0;
      for (let n = 0; n < count; n++) sum += (data[n * 3 + i] - mean[i]) * (data[n * 3 + j] - mean[j]);
      const expected = moved.covariance[i * 3 + j];
      const deviation = Math.sqrt((variances[i] * variances[j] + expected ** 2) / count);
      expect(Math.abs(sum / count - expected) / deviation).toBeLessThan(4);
    }
  }
});
