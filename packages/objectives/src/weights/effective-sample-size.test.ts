import fc from 'fast-check';
import { effectiveSampleSize } from './effective-sample-size';

const weights = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 9 });

describe('effectiveSampleSize', () => {
  it('is 1 for equal weights and 1/n where one has all', () => {
    expect(effectiveSampleSize([3, 3, 3])).toBe(1);
    expect(effectiveSampleSize([0, 5, 0, 0])).toBe(0.25);
  });

  it('is (Σ m w)² / Σ m w²', () => {
    expect(effectiveSampleSize([1, 3], [0.75, 0.25])).toBeCloseTo(1.5 ** 2 / 3, 14);
    expect(effectiveSampleSize([1, 3], [3, 1])).toBeCloseTo(1.5 ** 2 / 3, 14);
  });

  it('lies between 1/n and 1 and does not depend on the scale of the weights', () => {
    fc.assert(
      fc.property(weights, fc.constantFrom(1e-200, 0.1, 1e200), (values, factor) => {
        fc.pre(values.some((value) => value > 1e-100));
        const size = effectiveSampleSize(values);
        expect(size).toBeGreaterThanOrEqual(1 / values.length - 1e-12);
        expect(size).toBeLessThanOrEqual(1);
        expect(effectiveSampleSize(values.map((value) => value * factor))).toBeCloseTo(size, 10);
      }),
    );
  });

  it('counts a sample of twice the mass as two samples', () => {
    fc.assert(
      fc.property(weights, (values) => {
        const doubled = effectiveSampleSize([...values, values[0]]);
        const mass = values.map((_, i) => (i === 0 ? 2 : 1));
        expect(effectiveSampleSize(values, mass)).toBeCloseTo(doubled, 10);
      }),
    );
  });

  it('is 0 where all weights are', () => {
    expect(effectiveSampleSize([0, 0])).toBe(0);
  });

  it('refuses what cannot be a weight', () => {
    expect(() => effectiveSampleSize([])).toThrow('There are no weights: draw at least one sample.');
    expect(() => effectiveSampleSize([1, NaN])).toThrow(
      'A weight is a finite number of at least 0, got NaN at place 1.',
    );
    expect(() => effectiveSampleSize([1, Infinity])).toThrow(/got Infinity at place 1/);
    expect(() => effectiveSampleSize([1, 2], [1, -1])).toThrow('A mass is a finite number of at least 0, got -1');
    expect(() => effectiveSampleSize([1, 2], [1])).toThrow('There are 2 weights and 1 masses: give one mass a weight.');
  });
});
