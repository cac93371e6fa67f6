import { excessChiSquare, kolmogorovSmirnov, mean, tally, variance } from './sample-statistics';

describe('sample statistics', () => {
  it('know mean and variance', () => {
    expect(mean([1, 2, 6])).toBe(3);
    expect(variance([1, 2, 6])).toBeCloseTo(14 / 3, 14);
  });

  it('measure the distance of distribution functions', () => {
    const identity = (x: number) => x;
    expect(kolmogorovSmirnov(Float64Array.of(0.75, 0.25), identity)).toBeCloseTo(0.25 * Math.SQRT2, 14);
    expect(kolmogorovSmirnov(Float64Array.of(0.9), identity)).toBeCloseTo(0.9, 14);
    const even = Float64Array.from({ length: 1000 }, (_, i) => (i + 0.5) / 1000);
    expect(kolmogorovSmirnov(even, identity)).toBeLessThan(0.02);
    expect(kolmogorovSmirnov(even, (x) => x * x)).toBeGreaterThan(5);
  });

  it('measure the distance of counts', () => {
    expect(excessChiSquare([50, 50], [0.5, 0.5])).toBeCloseTo(-1 / Math.SQRT2, 14);
    expect(excessChiSquare([60, 40], [0.5, 0.5])).toBeCloseTo(3 / Math.SQRT2, 14);
    expect(tally([0, 2, 2], 3)).toEqual([1, 0, 2]);
  });
});
