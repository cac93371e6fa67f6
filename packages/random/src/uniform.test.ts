import fc from 'fast-check';
import { fold, key } from './key';
import { kolmogorovSmirnov, mean, variance } from './sample-statistics';
import golden from './streams.golden.json';
import { bits, uniform, uniformAt } from './uniform';

describe('bits', () => {
  it('agree with another implementation', () => {
    expect(Array.from(bits(golden.key, 16))).toEqual(golden.bits);
  });

  it('are the beginning of a longer draw, also for odd lengths', () => {
    const long = bits(key(4), 64);
    for (let n = 0; n <= 64; n++) expect(bits(key(4), n)).toEqual(long.slice(0, n));
  });

  it('are each one half of the time 1', () => {
    const n = 20000;
    const words = bits(key('bits'), n);
    for (let k = 0; k < 32; k++) {
      const ones = words.reduce((sum, word) => sum + ((word >>> k) & 1), 0);
      expect(Math.abs(ones / n - 0.5)).toBeLessThan((5 * 0.5) / Math.sqrt(n));
    }
  });

  it.each([-1, 0.5, NaN, 2 ** 32])('refuse the length %p', (n) => {
    expect(() => bits(key(1), n)).toThrow(RangeError);
  });
});

describe('uniform', () => {
  it('agrees with another implementation to the last bit', () => {
    expect(Array.from(uniform(golden.key, 16))).toEqual(golden.uniform);
  });

  it('is an odd multiple of 2⁻⁵³ between 0 and 1', () => {
    const u = uniform(key(9), 5000);
    expect(u.filter((value) => !(value > 0 && value < 1))).toHaveLength(0);
    expect(u.filter((value) => (value * 2 ** 53) % 2 !== 1)).toHaveLength(0);
  });

  it('has its distribution, mean and variance', () => {
    const n = 20000;
    for (const seed of ['a', 'b', 'c']) {
      const u = uniform(fold(key(1), seed), n);
      expect(kolmogorovSmirnov(u, (x) => x)).toBeLessThan(1.95);
      expect(Math.abs(mean(u) - 0.5)).toBeLessThan((5 * Math.sqrt(1 / 12)) / Math.sqrt(n));
      expect(Math.abs(variance(u) - 1 / 12)).toBeLessThan((5 * Math.sqrt(1 / 180)) / Math.sqrt(n));
    }
  });

  it('has neighbours that are not correlated', () => {
    const n = 20000;
    const u = uniform(key(12), n);
    for (const lag of [1, 2, 3, 7, 64]) {
      let sum = 0;
      for (let i = lag; i < n; i++) sum += (u[i] - 0.5) * (u[i - lag] - 0.5);
      expect(Math.abs((12 * sum) / (n - lag))).toBeLessThan(5 / Math.sqrt(n));
    }
  });

  it('is the beginning of a longer draw', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 40 }), (seed, n) => {
        expect(uniform(key(seed), n)).toEqual(uniform(key(seed), 40).slice(0, n));
      }),
    );
  });

  it('has attempts that differ from one another and from other elements', () => {
    const seen = new Set<number>();
    for (let element = 0; element < 50; element++) {
      for (let attempt = 0; attempt < 50; attempt++) seen.add(uniformAt(key(3), element, attempt));
    }
    expect(seen.size).toBe(2500);
    expect(uniformAt(key(3), 7, 0)).toBe(uniform(key(3), 8)[7]);
  });

  it.each([-1, 0.5, NaN, 2 ** 32])('refuses the length %p', (n) => {
    expect(() => uniform(key(1), n)).toThrow(RangeError);
  });
});
