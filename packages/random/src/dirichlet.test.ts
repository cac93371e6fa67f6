import fc from 'fast-check';
import { beta, dirichlet } from './dirichlet';
import { fold, key } from './key';
import { kolmogorovSmirnov, mean, variance } from './sample-statistics';
import golden from './streams.golden.json';

const parameter = fc.double({ min: 1e-300, max: 1e300, noNaN: true });

describe('beta', () => {
  it('agrees with another implementation', () => {
    for (const [a, b, expected] of golden.beta) {
      beta(golden.key, 16, a as number, b as number).forEach((x, i) => {
        expect(Math.abs(x - (expected as number[])[i])).toBeLessThan(1e-12);
      });
    }
  });

  it.each<[number, number, (x: number) => number]>([
    [1, 1, (x) => x],
    [2, 1, (x) => x * x],
    [2, 2, (x) => x * x * (3 - 2 * x)],
    [0.5, 0.5, (x) => (2 / Math.PI) * Math.asin(Math.sqrt(x))],
    [0.1, 1, (x) => x ** 0.1],
    [1, 7, (x) => 1 - (1 - x) ** 7],
  ])('(%p, %p) has its distribution', (a, b, distributionFunction) => {
    for (const seed of ['a', 'b']) {
      expect(kolmogorovSmirnov(beta(fold(key(6), seed), 8000, a, b), distributionFunction)).toBeLessThan(1.95);
    }
  });

  it.each([
    [0.01, 0.03],
    [0.5, 4],
    [30, 10],
  ])('(%p, %p) has its mean and variance', (a, b) => {
    const n = 20000;
    const x = beta(key(`beta ${a} ${b}`), n, a, b);
    const m = a / (a + b);
    const v = (m * (1 - m)) / (a + b + 1);
    expect(Math.abs(mean(x) - m)).toBeLessThan((5 * Math.sqrt(v)) / Math.sqrt(n));
    expect(Math.abs(variance(x) - v)).toBeLessThan(0.05 * v);
  });

  it('of tiny parameters is nearly a coin with probability a / (a + b)', () => {
    const n = 4000;
    const x = beta(key(7), n, 1e-290, 3e-290);
    expect(x.every((value) => value === 0 || value === 1)).toBe(true);
    expect(Math.abs(mean(x) - 0.25)).toBeLessThan((5 * Math.sqrt(3 / 16)) / Math.sqrt(n));
  });

  it('is a number in [0, 1] for all parameters', () => {
    fc.assert(
      fc.property(fc.nat(), parameter, parameter, (seed, a, b) => {
        expect(beta(key(seed), 5, a, b).every((x) => x >= 0 && x <= 1)).toBe(true);
      }),
    );
  });

  it('gives element i whatever the length', () => {
    expect(beta(key(5), 10, 0.4, 3)).toEqual(beta(key(5), 300, 0.4, 3).slice(0, 10));
  });

  it('refuses parameters that are not positive', () => {
    expect(() => beta(key(1), 1, 0, 1)).toThrow(/^a must be positive/);
    expect(() => beta(key(1), 1, 1, NaN)).toThrow(/^b must be positive/);
    expect(() => beta(key(1), -1, 1, 1)).toThrow(RangeError);
  });
});

describe('dirichlet', () => {
  it('agrees with another implementation', () => {
    for (const [concentrations, expected] of golden.dirichlet) {
      dirichlet(golden.key, concentrations).forEach((p, i) => expect(Math.abs(p - expected[i])).toBeLessThan(1e-12));
    }
  });

  it('is a vector of probabilities for all concentrations', () => {
    fc.assert(
      fc.property(fc.nat(), fc.array(parameter, { minLength: 1, maxLength: 8 }), (seed, concentrations) => {
        const p = dirichlet(key(seed), concentrations);
        expect(p).toHaveLength(concentrations.length);
        expect(p.every((value) => value >= 0 && value <= 1)).toBe(true);
        expect(p.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 14);
      }),
    );
  });

  it('has its mean, and a first entry with a beta distribution', () => {
    const concentrations = [1, 1.5, 0.5];
    const draws = Array.from({ length: 8000 }, (_, i) => dirichlet(fold(key(9), i), concentrations));
    concentrations.forEach((concentration, j) => {
      const m = concentration / 3;
      const error = Math.sqrt((m * (1 - m)) / 4 / draws.length);
      expect(Math.abs(mean(draws.map((p) => p[j])) - m)).toBeLessThan(5 * error);
    });
    const first = Float64Array.from(draws, (p) => p[0]);
    expect(kolmogorovSmirnov(first, (x) => 1 - (1 - x) ** 2)).toBeLessThan(1.95);
  });

  it('of one concentration is certain', () => {
    expect(dirichlet(key(1), [0.3])).toEqual(Float64Array.of(1));
    expect(dirichlet(key(1), Float64Array.of(1e300))).toEqual(Float64Array.of(1));
  });

  it('refuses no concentration, or one that is not positive', () => {
    expect(() => dirichlet(key(1), [])).toThrow(RangeError);
    expect(() => dirichlet(key(1), [1, 0])).toThrow(/concentration 1 must be positive/);
  });
});
