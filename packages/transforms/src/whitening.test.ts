import { fromRows, identity as identityMatrix, matrix } from '@bcl/linalg';
import type { Matrix } from '@bcl/linalg';
import { key, normal } from '@bcl/random';
import { affine } from './affine';
import { largestDifference } from './largest-difference';
import { whitening } from './whitening';

const mixing = affine([3, 1, 0, 0, 0.1, 0.02, 5, 0, 100], [7, -2, 1000]);
const points = mixing.apply(matrix(50, 3, normal(key(1), 150)));

function moments({ rows, columns, data }: Matrix): { mean: number[]; covariance: number[] } {
  const mean = Array.from({ length: columns }, (_, j) => {
    let sum = 0;
    for (let n = 0; n < rows; n++) sum += data[n * columns + j];
    return sum / rows;
  });
  const covariance = Array.from({ length: columns * columns }, (_, at) => {
    const [i, j] = [Math.floor(at / columns), at % columns];
    let sum = 0;
    for (let n = 0; n < rows; n++) sum += (data[n * columns + i] - mean[i]) * (data[n * columns + j] - mean[j]);
    return sum / rows;
  });
  return { mean, covariance };
}

test('the points get mean 0 and covariance I', () => {
  const { mean, covariance } = moments(whitening(points).apply(points));
  expect(largestDifference(mean, [0, 0, 0])).toBeLessThan(1e-11);
  expect(largestDifference(covariance, identityMatrix(3))).toBeLessThan(1e-9);
});

test('a Gaussian with the moments of the points becomes standard', () => {
  const { mean, covariance } = moments(points);
  const standard = whitening(points).applyToGaussian({
    mean: Float64Array.from(mean),
    covariance: Float64Array.from(covariance),
  });
  expect(largestDifference(standard.mean, [0, 0, 0])).toBeLessThan(1e-10);
  expect(largestDifference(standard.covariance, identityMatrix(3))).toBeLessThan(1e-9);
});

test('the linear part is symmetric, and of all whitening maps the nearest to doing nothing', () => {
  const { linear } = whitening(points);
  for (const [i, j] of [
    [0, 1],
    [0, 2],
    [1, 2],
  ])
    expect(linear[i * 3 + j]).toBe(linear[j * 3 + i]);
  const white = fromRows([
    [1, 1],
    [-1, -1],
    [1, -1],
    [-1, 1],
  ]);
  expect(largestDifference(whitening(white).linear, identityMatrix(2))).toBeLessThan(1e-14);
});

test('log|det| is minus half the log-determinant of the covariance', () => {
  // Standard deviations 4 and 1, uncorrelated.
  const transform = whitening(
    fromRows([
      [0, 0],
      [8, 0],
      [0, 2],
      [8, 2],
    ]),
  );
  expect(transform.logAbsDeterminant).toBeCloseTo(-Math.log(4), 14);
  expect(largestDifference(transform.linear, [0.25, 0, 0, 1])).toBeLessThan(1e-15);
});

test('a floor keeps dependent features invertible and leaves other directions alone', () => {
  const flat = fromRows([
    [1, 1],
    [3, 3],
    [5, 5],
  ]);
  const transform = whitening(flat, { floor: 0.25 });
  // Variance 16/3 along (1, 1)/√2, and the floor across it.
  const { covariance } = moments(transform.apply(flat));
  expect(largestDifference(covariance, [0.5, 0.5, 0.5, 0.5])).toBeLessThan(1e-12);
  expect(transform.logAbsDeterminant).toBeCloseTo(-0.5 * Math.log((16 / 3) * 0.25), 12);
  expect(largestDifference(transform.invert(transform.apply(flat)).data, flat.data)).toBeLessThan(1e-12);
});

test.each<[string, Matrix, number | undefined, RegExp]>([
  ['one point', fromRows([[1, 2]]), undefined, /at least two points, got 1/],
  [
    'a missing value',
    fromRows([
      [1, 2],
      [NaN, 3],
      [4, 4],
    ]),
    undefined,
    /must be finite, got NaN at position 2/,
  ],
  [
    'a constant feature',
    fromRows([
      [1, 2],
      [1, 3],
      [1, 5],
    ]),
    undefined,
    /a feature is constant or depends on others/,
  ],
  ['nothing but constants', fromRows([[1], [1]]), undefined, /set a floor such as 0.000001/],
  ['a negative floor', fromRows([[1], [2]]), -1, /floor must be a variance ≥ 0, got -1/],
  ['no feature', matrix(3, 0), undefined, /dimension must be/],
])('refuses %s', (_name, refused, floor, message) => {
  expect(() => whitening(refused, { floor })).toThrow(message);
});
