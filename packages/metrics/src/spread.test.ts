import fc from 'fast-check';
import { mean, meanAndDeviation } from './spread';

describe('meanAndDeviation', () => {
  it('is the textbook formula', () => {
    const { mean: center, deviation, standardError } = meanAndDeviation([2, 4, 4, 4, 5, 5, 7, 9]);
    expect(center).toBe(5);
    expect(deviation).toBeCloseTo(Math.sqrt(32 / 7), 14);
    expect(standardError).toBeCloseTo(Math.sqrt(32 / 7) / Math.sqrt(8), 14);
  });

  it('shifts with the values and keeps their deviation, also far from 0', () => {
    const shifted = meanAndDeviation([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]);
    expect(shifted.mean).toBe(1e9 + 10);
    expect(shifted.deviation).toBeCloseTo(Math.sqrt(30), 12);
  });

  it('scales with the values', () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2 });
    fc.assert(
      fc.property(values, (v) => {
        const one = meanAndDeviation(v);
        const two = meanAndDeviation(v.map((x) => -2 * x));
        expect(Math.abs(two.mean + 2 * one.mean)).toBeLessThan(1e-300); // to the bit, but for the smallest numbers there are
        expect(two.deviation).toBeCloseTo(2 * (one.deviation ?? NaN), 8);
      }),
    );
  });

  it('has no deviation for one value, and deviation 0 for equal ones', () => {
    expect(meanAndDeviation([3])).toEqual({ mean: 3, deviation: undefined, standardError: undefined });
    expect(meanAndDeviation([0.25, 0.25, 0.25])).toEqual({ mean: 0.25, deviation: 0, standardError: 0 });
  });

  it('refuses no values and values that are not finite', () => {
    expect(() => meanAndDeviation([])).toThrow('values is empty');
    expect(() => meanAndDeviation([1, NaN])).toThrow('values[1] is NaN');
    expect(() => meanAndDeviation([Infinity])).toThrow(RangeError);
  });
});

describe('mean', () => {
  it('loses no digits where plain summation does', () => {
    const values = new Float64Array(1_000_001).fill(0.1);
    values[0] = 1e16;
    expect(mean(values) * 1_000_001).toBeCloseTo(1e16 + 1e5, -1);
    expect(values.reduce((sum, value) => sum + value, 0)).not.toBe(1e16 + 1e5);
  });

  it('keeps an infinite term', () => {
    expect(mean([1, -Infinity, 2])).toBe(-Infinity);
  });
});
