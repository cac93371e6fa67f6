import { checkAlgebra } from './check-algebra';
import { constant, duals, variable } from './dual';
import type { Dual } from './dual';

const make = (values: readonly number[]): Dual => constant(values);
const read = ({ values }: Dual): readonly number[] => Array.from(values);
/** The gradient of the sum, one direction after the other. */
const gradient = (f: (a: Dual) => Dual, at: readonly number[]): readonly number[] =>
  at.map((_, i) => {
    const rates = at.map((__, j) => (i === j ? 1 : 0));
    return f(variable(at, rates)).slopes.reduce((sum, slope) => sum + slope, 0);
  });

test('dual numbers are an algebra, with the derivatives that differences give', () => {
  expect(checkAlgebra(duals, { make, read, gradient, tolerance: 1e-10 })).toEqual([]);
});

test('the chain rule holds through a composition: d/dx log(1 + x²) · eˣ / (1 + x)', () => {
  const at = [0.3, 1, 2.5];
  const x = variable(at);
  const square = duals.multiply(x, x);
  const value = duals.divide(duals.multiply(duals.log(duals.shift(square, 1)), duals.exp(x)), duals.shift(x, 1));
  at.forEach((a, i) => {
    const [log, exponential] = [Math.log(1 + a * a), Math.exp(a)];
    const expected = ((2 * a) / (1 + a * a) / (1 + a) + log / (1 + a) - log / (1 + a) ** 2) * exponential;
    expect(value.values[i]).toBeCloseTo((log * exponential) / (1 + a), 12);
    expect(value.slopes[i]).toBeCloseTo(expected, 12);
  });
});

test('a constant stays one where a derivative is infinite', () => {
  expect(duals.log(constant([0])).slopes).toEqual(Float64Array.of(0));
  expect(duals.multiply(constant([Infinity]), variable([1], [0])).slopes).toEqual(Float64Array.of(0));
  expect(duals.exp(variable([1000], [0])).slopes).toEqual(Float64Array.of(0));
});

test('batches of different lengths are refused, as a tensor library would', () => {
  expect(() => duals.add(constant([1, 2]), constant([1, 2, 3]))).toThrow(
    'Batches of 2 and 3 numbers cannot be combined',
  );
});
