import { gamma, scaledGammaAt } from './gamma';
import { fold, key } from './key';
import { kolmogorovSmirnov, mean, variance } from './sample-statistics';
import golden from './streams.golden.json';

describe('gamma', () => {
  it('agrees with another implementation', () => {
    for (const [shape, expected] of golden.gamma) {
      gamma(golden.key, 16, shape as number).forEach((x, i) => {
        expect(x / (expected as number[])[i]).toBeCloseTo(1, 12);
      });
    }
  });

  it.each<[number, (x: number) => number]>([
    [1, (x) => 1 - Math.exp(-x)],
    [2, (x) => 1 - Math.exp(-x) * (1 + x)],
    [5, (x) => 1 - Math.exp(-x) * (1 + x * (1 + (x / 2) * (1 + (x / 3) * (1 + x / 4))))],
  ])('of shape %p has its distribution', (shape, distributionFunction) => {
    for (const seed of ['a', 'b']) {
      expect(kolmogorovSmirnov(gamma(fold(key(4), seed), 10000, shape), distributionFunction)).toBeLessThan(1.95);
    }
  });

  it.each([0.1, 0.5, 0.999, 1, 1.5, 10, 1e6])('of shape %p has mean and variance equal to the shape', (shape) => {
    const n = 20000;
    const x = gamma(key(`gamma ${shape}`), n, shape);
    expect(x.every((value) => value >= 0)).toBe(true);
    expect(Math.abs(mean(x) - shape)).toBeLessThan((5 * Math.sqrt(shape)) / Math.sqrt(n));
    // The fourth central moment of a gamma distribution is 3 a² + 6 a.
    expect(Math.abs(variance(x) - shape)).toBeLessThan((5 * Math.sqrt(2 * shape * shape + 6 * shape)) / Math.sqrt(n));
  });

  it('of a small shape has the distribution that its logarithm nearly has: U^(1 / shape)', () => {
    // For shape a → 0, P(X < x) → x^a / Γ(1 + a), and Γ(1.01) = 0.9943258511915060.
    const a = 0.01;
    const logarithms = Float64Array.from({ length: 5000 }, (_, i) => {
      const { factor, logScale } = scaledGammaAt(key(8), i, a);
      return Math.log(factor) + logScale;
    });
    const belowTinyNumber = logarithms.filter((value) => value < -50).length / 5000;
    const expected = Math.exp(-50 * a) / 0.994325851191506;
    expect(Math.abs(belowTinyNumber - expected)).toBeLessThan(
      (5 * Math.sqrt(expected * (1 - expected))) / Math.sqrt(5000),
    );
  });

  it('is never NaN, at either end of the range of shapes', () => {
    for (const shape of [1e-300, 1e-10, 1e-3, 1e15, 1e300]) {
      const x = gamma(key(1), 200, shape);
      expect(x.every((value) => value >= 0 && value < Infinity)).toBe(true);
    }
    expect(gamma(key(1), 3, 1e300)[0] / 1e300).toBeCloseTo(1, 12);
  });

  it('gives element i whatever the length, though others may have been rejected more often', () => {
    for (const shape of [0.3, 1, 1.01])
      expect(gamma(key(5), 10, shape)).toEqual(gamma(key(5), 500, shape).slice(0, 10));
  });

  it.each([0, -1, NaN, Infinity, 1e-301, 1e301])('refuses the shape %p', (shape) => {
    expect(() => gamma(key(1), 1, shape)).toThrow(/shape must be positive/);
  });

  it('refuses a wrong length', () => {
    expect(() => gamma(key(1), 0.5, 1)).toThrow(RangeError);
  });
});
