import fc from 'fast-check';
import { arrays } from './arrays';

const number = fc.double({ min: -50, max: 50, noNaN: true });
const batch = fc.array(number, { minLength: 1, maxLength: 6 }).map((values) => Float64Array.from(values));
const of = (...values: number[]) => Float64Array.from(values);

describe('arrays', () => {
  it.each([
    ['exp', Math.exp],
    ['expm1', Math.expm1],
    ['softplus', (x: number) => Math.log(1 + Math.exp(x))],
    ['sigmoid', (x: number) => 1 / (1 + Math.exp(-x))],
  ] as const)('%s is that of mathematics, element by element', (name, expected) => {
    fc.assert(
      fc.property(batch, (a) => {
        const result = arrays[name](a);
        expect(result).toHaveLength(a.length);
        result.forEach((value, i) => {
          const error = Math.abs(value - expected(a[i]));
          expect(error).toBeLessThanOrEqual(1e-12 * Math.abs(expected(a[i])) + 1e-15);
        });
      }),
    );
  });

  it('takes logarithms', () => {
    expect(arrays.log(of(1, Math.E, 0))).toEqual(of(0, 1, -Infinity));
  });

  it.each([
    ['add', (x: number, y: number) => x + y],
    ['multiply', (x: number, y: number) => x * y],
    ['divide', (x: number, y: number) => x / y],
  ] as const)('%s combines two batches of one length, and repeats a batch of one number', (name, expected) => {
    const a = of(1, -2, 4);
    const b = of(8, 0.5, -3);
    expect(arrays[name](a, b)).toEqual(a.map((x, i) => expected(x, b[i])));
    expect(arrays[name](a, of(5))).toEqual(a.map((x) => expected(x, 5)));
    expect(arrays[name](of(5), a)).toEqual(a.map((x) => expected(5, x)));
    expect(arrays[name](of(5), of(2))).toEqual(of(expected(5, 2)));
    expect(() => arrays[name](a, of(1, 2))).toThrow(
      'Batches of 3 and of 2 numbers cannot be combined: they must be equally long, or one of them hold one number.',
    );
  });

  it('scales, shifts and clips', () => {
    expect(arrays.scale(of(1, -2), 3)).toEqual(of(3, -6));
    expect(arrays.shift(of(1, -2), 3)).toEqual(of(4, 1));
    expect(arrays.clip(of(-Infinity, -2, 0.5, 9, NaN), -1, 1)).toEqual(of(-1, -1, 0.5, 1, NaN));
  });

  it('sums and finds the largest, as batches of one number', () => {
    expect(arrays.sum(of(1, 2, 4.5))).toEqual(of(7.5));
    expect(arrays.sum(of())).toEqual(of(0));
    expect(arrays.maximum(of(-3, -1, -2))).toEqual(of(-1));
    expect(() => arrays.maximum(of())).toThrow(RangeError);
  });

  it('does not hide what is not a number', () => {
    expect(arrays.maximum(of(1, NaN, 2))).toEqual(of(NaN));
    expect(arrays.sum(of(1, NaN))).toEqual(of(NaN));
    expect(arrays.softplus(of(NaN))).toEqual(of(NaN));
  });

  it('is exact near 0 and does not overflow far from it', () => {
    expect(arrays.expm1(of(1e-18))).toEqual(of(1e-18));
    expect(arrays.softplus(of(-1e6, -800, 800, Infinity, -Infinity))).toEqual(of(0, 0, 800, Infinity, 0));
    expect(arrays.softplus(of(-40))[0]).toBeCloseTo(Math.exp(-40), 30);
    expect(arrays.sigmoid(of(-1e6, 1e6, -Infinity, Infinity))).toEqual(of(0, 1, 0, 1));
    expect(arrays.sigmoid(of(-600))[0]).toBe(Math.exp(-600));
  });

  it('leaves its arguments alone', () => {
    const a = of(1, 2);
    arrays.scale(a, 2);
    arrays.clip(a, 0, 1);
    arrays.add(a, of(1));
    expect(a).toEqual(of(1, 2));
    expect(arrays.detach(a)).toEqual(of(1, 2));
  });
});
