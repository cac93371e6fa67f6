import { fromRows } from '@bcl/linalg';
import { identity } from './identity';

test('changes nothing, missing values included', () => {
  const points = fromRows([
    [1, NaN, -0],
    [Infinity, 4, 5],
  ]);
  const transform = identity(3);
  expect(transform.apply(points)).toEqual(points);
  expect(transform.invert(points)).toEqual(points);
  expect(transform.linear).toEqual(Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1));
  expect(transform.logAbsDeterminant).toBe(0);
});

test('gives a copy, so that writing to the result leaves the points alone', () => {
  const points = fromRows([[1, 2]]);
  identity(2).apply(points).data[0] = 9;
  expect(points.data[0]).toBe(1);
});

test('keeps covariances to the bit', () => {
  const gaussian = { mean: Float64Array.of(0.1, 0.2), covariance: Float64Array.of(0.3, 0.1, 0.1, 0.7) };
  expect(identity(2).applyToGaussian(gaussian)).toEqual(gaussian);
});

test('in many dimensions it costs a copy, not a D×D product', () => {
  const dimension = 20_000;
  const points = { rows: 1, columns: dimension, data: new Float64Array(dimension).fill(3) };
  expect(identity(dimension).apply(points)).toEqual(points);
});

test.each([0, -2, 0.5, Infinity])('refuses %d dimensions', (dimension) => {
  expect(() => identity(dimension)).toThrow(RangeError);
});
