import fc from 'fast-check';
import { exponentiate } from './exponentiate';

const exponential = (x: number): number => {
  const values = Float64Array.of(x);
  exponentiate(values, 0, 1, Float64Array.of(0));
  return values[0];
};

describe('exponentiate', () => {
  it('is within two units in the last place of Math.exp from 0 down to the smallest normal number', () => {
    fc.assert(
      fc.property(fc.double({ min: -708, max: 0, noNaN: true }), (x) => {
        expect(Math.abs(exponential(x) - Math.exp(x))).toBeLessThanOrEqual(2 * Number.EPSILON * Math.exp(x));
      }),
      { numRuns: 2000 },
    );
  });

  it('is exact at zero and underflows to zero', () => {
    expect(exponential(0)).toBe(1);
    expect(exponential(-746)).toBe(0);
    expect(exponential(-1e300)).toBe(0);
    expect(exponential(-Infinity)).toBe(0);
  });

  it('falls smoothly through the subnormal numbers', () => {
    for (let x = -708; x > -745; x -= 0.25) {
      expect(Math.abs(exponential(x) - Math.exp(x))).toBeLessThanOrEqual(2 * Number.EPSILON * Math.exp(x) + 5e-324);
      expect(exponential(x)).toBeGreaterThanOrEqual(exponential(x - 0.25));
    }
  });

  it('subtracts the top of each value and leaves the others alone', () => {
    const values = Float64Array.of(9, 1, 2, 9);
    exponentiate(values, 1, 2, Float64Array.of(1, 3));
    expect(values[0]).toBe(9);
    expect(values[1]).toBe(1);
    expect(values[2]).toBeCloseTo(Math.exp(-1), 15);
    expect(values[3]).toBe(9);
  });
});
