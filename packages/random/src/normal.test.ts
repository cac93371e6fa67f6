import { exponential } from './exponential';
import { fold, key } from './key';
import { normal } from './normal';
import { kolmogorovSmirnov, mean, variance } from './sample-statistics';
import golden from './streams.golden.json';

/** Φ by its power series, good to about 12 digits for |x| < 6. */
function normalDistributionFunction(x: number): number {
  let term = x;
  let sum = x;
  for (let k = 1; k < 150; k++) {
    term *= (-x * x) / (2 * k);
    sum += term / (2 * k + 1);
  }
  return 0.5 + sum / Math.sqrt(2 * Math.PI);
}

describe('normal', () => {
  it('agrees with another implementation', () => {
    normal(golden.key, 64).forEach((z, i) => {
      expect(Math.abs(z - golden.normal[i])).toBeLessThan(2e-15 * Math.max(1, Math.abs(z)));
    });
  });

  it('has the standard normal distribution', () => {
    for (const seed of ['a', 'b', 'c']) {
      const z = normal(fold(key(2), seed), 20000);
      expect(kolmogorovSmirnov(z, normalDistributionFunction)).toBeLessThan(1.95);
    }
  });

  it('has its first four moments', () => {
    const n = 100000;
    const z = normal(key(5), n);
    const error = 5 / Math.sqrt(n);
    expect(Math.abs(mean(z))).toBeLessThan(error);
    expect(Math.abs(variance(z) - 1)).toBeLessThan(error * Math.sqrt(2));
    expect(Math.abs(mean(z.map((value) => value ** 3)))).toBeLessThan(error * Math.sqrt(15));
    expect(Math.abs(mean(z.map((value) => value ** 4)) - 3)).toBeLessThan(error * Math.sqrt(96));
  });

  it('gives element i whatever the length', () => {
    expect(normal(key(5), 10)).toEqual(normal(key(5), 1000).slice(0, 10));
    expect(normal(key(5), 0)).toHaveLength(0);
  });

  it.each([-1, 0.5, NaN])('refuses the length %p', (n) => {
    expect(() => normal(key(1), n)).toThrow(RangeError);
  });
});

describe('exponential', () => {
  it('agrees with another implementation', () => {
    exponential(golden.key, 16).forEach((x, i) => expect(x / golden.exponential[i]).toBeCloseTo(1, 14));
  });

  it('has its distribution, mean and variance', () => {
    const n = 20000;
    for (const seed of ['a', 'b', 'c']) {
      const x = exponential(fold(key(3), seed), n);
      expect(kolmogorovSmirnov(x, (value) => 1 - Math.exp(-value))).toBeLessThan(1.95);
      expect(Math.abs(mean(x) - 1)).toBeLessThan(5 / Math.sqrt(n));
      expect(Math.abs(variance(x) - 1)).toBeLessThan((5 * Math.sqrt(8)) / Math.sqrt(n));
    }
  });

  it('is positive, and the beginning of a longer draw', () => {
    const x = exponential(key(6), 1000);
    expect(x.every((value) => value > 0 && value < 37)).toBe(true);
    expect(exponential(key(6), 10)).toEqual(x.slice(0, 10));
    expect(() => exponential(key(6), -1)).toThrow(RangeError);
  });
});
