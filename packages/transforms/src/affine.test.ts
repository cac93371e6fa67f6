import { fromRows } from '@bcl/linalg';
import fc from 'fast-check';
import { affine } from './affine';
import { largestDifference } from './largest-difference';

test('is y = A x + b, with the inverse of a 2×2 matrix in closed form', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 6, maxLength: 6 }), ([a, b, c, d, e, f]) => {
      const determinant = a * d - b * c;
      fc.pre(determinant !== 0);
      const transform = affine([a, b, c, d], [e, f]);
      expect(Array.from(transform.apply(fromRows([[2, 3]])).data)).toEqual([2 * a + 3 * b + e, 2 * c + 3 * d + f]);
      const inverse = [d, -b, -c, a].map((value) => value / determinant);
      expect(largestDifference(transform.inverse().linear, inverse)).toBeLessThan(1e-11);
      expect(transform.logAbsDeterminant).toBeCloseTo(Math.log(Math.abs(determinant)), 10);
    }),
  );
});

// The inverse of M below is its adjugate over det M = 2·(12 − 1) − 1·(4 − 1) + 1·(1 − 3) = 17.
const mixing = [2, 1, 1, 1, 3, 1, 1, 1, 4];
const adjugate = [11, -3, -2, -3, 7, -1, -2, -1, 5];
const units = [1e-30, 1, 1e30];
const row = (at: number): number => units[Math.floor(at / 3)];
const column = (at: number): number => units[at % 3];

test.each<[string, (at: number) => number, (at: number) => number]>([
  ['after the transform', row, column],
  ['before the transform', column, row],
])('features in very different units %s are no singularity', (_where, unit, inverseUnit) => {
  const transform = affine(
    mixing.map((value, at) => value * unit(at)),
    [0, 0, 0],
  );
  const inverse = transform.inverse().linear.map((value, at) => value * inverseUnit(at) * 17);
  expect(largestDifference(inverse, adjugate)).toBeLessThan(1e-12);
  expect(transform.logAbsDeterminant).toBeCloseTo(Math.log(17), 10);
});

test('copies what it is given', () => {
  const linear = Float64Array.of(1, 0, 0, 1);
  const offset = Float64Array.of(1, 1);
  const transform = affine(linear, offset);
  linear[0] = 5;
  offset[0] = 5;
  expect(Array.from(transform.apply(fromRows([[1, 1]])).data)).toEqual([2, 2]);
});

test.each([
  [[1, 2, 2, 4], [0, 0], /singular: column 1 depends on the columns before it/],
  [[0, 1, 0, 1], [0, 0], /singular: column 0/],
  [[0, 0, 0, 1], [0, 0], /singular/],
  [[0.1, 0.3, 0.1 * 3, 0.3 * 3], [0, 0], /singular/],
  [[0], [1], /singular/],
  [[1, 2, 3], [0, 0], /offset of 2 values needs a linear part of 2×2, got 3/],
  [[1, NaN, 0, 1], [0, 0], /linear part must be finite, got NaN at position 1/],
  [[1, 0, 0, 1], [0, Infinity], /offset must be finite, got Infinity at position 1/],
  [[], [], /dimension must be/],
])('refuses A = %j, b = %j', (linear, offset, message) => {
  expect(() => affine(linear, offset)).toThrow(message);
});
