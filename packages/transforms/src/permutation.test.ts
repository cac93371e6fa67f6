import { fromRows, toRows } from '@bcl/linalg';
import fc from 'fast-check';
import { permutation } from './permutation';

const orders = fc.integer({ min: 1, max: 9 }).chain((n) =>
  fc.shuffledSubarray(
    Array.from({ length: n }, (_, i) => i),
    { minLength: n, maxLength: n },
  ),
);

test('y_k = x_{order[k]}, and back, to the bit', () => {
  fc.assert(
    fc.property(orders, (order) => {
      const transform = permutation(order);
      const points = fromRows([order.map((_, i) => Math.sqrt(i) + 0.1), order.map((_, i) => (i === 0 ? NaN : -i))]);
      const moved = transform.apply(points);
      expect(toRows(moved)).toEqual(toRows(points).map((row) => order.map((source) => row[source])));
      expect(transform.invert(moved)).toEqual(points);
    }),
  );
});

test('the matrix has a one at (k, order[k])', () => {
  expect(Array.from(permutation([2, 0, 1]).linear)).toEqual([0, 0, 1, 1, 0, 0, 0, 1, 0]);
});

test('variances and covariances move to the bit', () => {
  const moved = permutation([1, 0]).applyToGaussian({
    mean: Float64Array.of(0.1, 0.2),
    covariance: Float64Array.of(0.3, 0.05, 0.05, 0.7),
  });
  expect(moved).toEqual({ mean: Float64Array.of(0.2, 0.1), covariance: Float64Array.of(0.7, 0.05, 0.05, 0.3) });
});

test('in many dimensions it costs a move, not a D×D product', () => {
  const dimension = 20_000;
  const order = Array.from({ length: dimension }, (_, k) => dimension - 1 - k);
  const points = { rows: 1, columns: dimension, data: Float64Array.from(order, (_, k) => k) };
  expect(permutation(order).apply(points).data).toEqual(Float64Array.from(order));
});

test('what is done to the order afterwards does not matter', () => {
  const order = [1, 0];
  const transform = permutation(order);
  order[0] = 0;
  expect(Array.from(transform.apply(fromRows([[5, 6]])).data)).toEqual([6, 5]);
});

test.each([
  [[], /dimension must be/],
  [[0, 0], /coordinate 0 is twice/],
  [[0, 2], /holds 0 … 1, got 2/],
  [[0.5, 1], /got 0.5/],
  [[-1, 0], /got -1/],
])('refuses the order %j', (order, message) => {
  expect(() => permutation(order)).toThrow(message);
});
