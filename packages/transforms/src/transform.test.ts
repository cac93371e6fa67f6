/** What every transform must do, whatever its kind. */
import { fromRows, identity as identityMatrix, matrix, multiply, multiplyTransposed, transpose } from '@bcl/linalg';
import { key, normal, permutation as randomOrder } from '@bcl/random';
import fc from 'fast-check';
import { affine } from './affine';
import { haarOrthogonal } from './haar-orthogonal';
import { identity } from './identity';
import { largestDifference } from './largest-difference';
import { patchify } from './patchify';
import { permutation } from './permutation';
import { rotation } from './rotation';
import type { Transform } from './transform';
import { whitening } from './whitening';

/** Diagonally dominant, so well conditioned. */
function someAffine(dimension: number, seed: number): Transform {
  const noise = normal(key(seed), dimension * dimension);
  const linear = noise.map((value, at) => (at % (dimension + 1) === 0 ? 2 : 0) + value / (4 * dimension));
  return affine(linear, normal(key(seed + 1), dimension));
}

const kinds: Record<string, (dimension: number, seed: number) => Transform> = {
  identity,
  rotation: (dimension, seed) =>
    dimension === 1 ? identity(1) : rotation(dimension, seed % dimension, (seed + 1) % dimension, seed),
  haarOrthogonal: (dimension, seed) => haarOrthogonal(key(seed), dimension),
  permutation: (dimension, seed) => permutation(randomOrder(key(seed), dimension)),
  patchify: (dimension) => patchify({ height: 2, width: 4, channels: 1 + (dimension % 3), patch: 2 }),
  affine: someAffine,
  whitening: (dimension, seed) => {
    const points = matrix(4 * dimension + 8, dimension, normal(key(seed), (4 * dimension + 8) * dimension));
    return whitening(someAffine(dimension, seed).apply(points));
  },
  composition: (dimension, seed) =>
    someAffine(dimension, seed)
      .andThen(haarOrthogonal(key(seed), dimension))
      .andThen(permutation(randomOrder(key(seed), dimension))),
  inverse: (dimension, seed) => someAffine(dimension, seed).inverse(),
};

const dimensions = fc.integer({ min: 1, max: 12 });
const seeds = fc.integer({ min: 0, max: 1e6 });

function somePoints(dimension: number, rows: number) {
  return matrix(rows, dimension, normal(key(rows), rows * dimension));
}

function someGaussian(dimension: number) {
  const root = normal(key('root'), dimension * dimension);
  const covariance = multiplyTransposed(root, root, dimension, dimension, dimension);
  return { mean: normal(key('mean'), dimension), covariance };
}

describe.each(Object.entries(kinds))('%s', (_name, make) => {
  const property = (check: (transform: Transform) => void): void =>
    fc.assert(
      fc.property(dimensions, seeds, (dimension, seed) => check(make(dimension, seed))),
      { numRuns: 25, seed: 1 },
    );

  test('takes points there and back', () => {
    property((transform) => {
      const points = somePoints(transform.dimension, 3);
      const before = points.data.slice();
      expect(largestDifference(transform.invert(transform.apply(points)).data, before)).toBeLessThan(1e-12);
      expect(largestDifference(transform.apply(transform.invert(points)).data, before)).toBeLessThan(1e-12);
      expect(points.data).toEqual(before);
    });
  });

  test('takes Gaussians there and back, and keeps covariances exactly symmetric', () => {
    property((transform) => {
      const { dimension } = transform;
      const gaussian = someGaussian(dimension);
      const there = transform.applyToGaussian(gaussian);
      const back = transform.invertGaussian(there);
      expect(largestDifference(back.mean, gaussian.mean)).toBeLessThan(1e-11);
      expect(largestDifference(back.covariance, gaussian.covariance)).toBeLessThan(1e-10);
      expect(transpose(there.covariance, dimension, dimension)).toEqual(there.covariance);
    });
  });

  test('is y = A x + b with the A and b that it states', () => {
    property((transform) => {
      const { dimension, linear, offset } = transform;
      const points = somePoints(dimension, 2);
      const linearPart = multiplyTransposed(points.data, linear, 2, dimension, dimension);
      const expected = linearPart.map((value, at) => value + offset[at % dimension]);
      expect(largestDifference(transform.apply(points).data, expected)).toBeLessThan(1e-12);
      expect(transform.linear).toBe(linear);
    });
  });

  test('moves a Gaussian by the formula: A m + b and A C Aᵀ', () => {
    property((transform) => {
      const { dimension, linear, offset } = transform;
      const { mean, covariance } = someGaussian(dimension);
      const moved = transform.applyToGaussian({ mean, covariance });
      const expectedMean = multiply(linear, mean, dimension, dimension, 1).map((value, i) => value + offset[i]);
      const half = multiply(linear, covariance, dimension, dimension, dimension);
      const expected = multiply(half, transpose(linear, dimension, dimension), dimension, dimension, dimension);
      const scale = Math.max(1, ...expected.map(Math.abs));
      expect(largestDifference(moved.mean, expectedMean)).toBeLessThan(1e-12);
      expect(largestDifference(moved.covariance, expected) / scale).toBeLessThan(1e-12);
    });
  });

  test('has an inverse that is a transform of its own', () => {
    property((transform) => {
      const { dimension } = transform;
      const inverse = transform.inverse();
      const points = somePoints(dimension, 2);
      const product = multiply(inverse.linear, transform.linear, dimension, dimension, dimension);
      expect(largestDifference(product, identityMatrix(dimension))).toBeLessThan(1e-12);
      expect(largestDifference(inverse.apply(points).data, transform.invert(points).data)).toBeLessThan(1e-12);
      expect(largestDifference(inverse.invert(points).data, transform.apply(points).data)).toBeLessThan(1e-12);
      expect(inverse.logAbsDeterminant + transform.logAbsDeterminant).toBeCloseTo(0, 12);
      expect(inverse.inverse()).toBe(transform);
    });
  });

  test('acts on no points, and on none of another dimension', () => {
    property((transform) => {
      const { dimension } = transform;
      expect(transform.apply(matrix(0, dimension))).toEqual(matrix(0, dimension));
      const wrong = fromRows([new Float64Array(dimension + 1)]);
      expect(() => transform.apply(wrong)).toThrow(RangeError);
      expect(() => transform.invert(wrong)).toThrow(`acts on ${dimension} coordinates`);
      const gaussian = { mean: new Float64Array(dimension), covariance: new Float64Array(dimension * dimension + 1) };
      expect(() => transform.applyToGaussian(gaussian)).toThrow(RangeError);
      expect(() => transform.andThen(identity(dimension + 1))).toThrow(/cannot compose/);
    });
  });
});
