import { key } from '@bcl/random';
import { drawStrata, sampleCount } from './strata';

const weights = Float64Array.of(0.5, 0.3, 0.2);

describe('strata', () => {
  it('share each weight out among the samples of its component', () => {
    for (const sampling of ['multinomial', 'equal'] as const) {
      const { labels, mass } = drawStrata(key(1), weights, 60, sampling, new Float64Array(60));
      const sums = [0, 0, 0];
      mass.forEach((share, n) => (sums[labels[n]] += share));
      sums.forEach((sum, k) => expect(sum).toBeCloseTo(weights[k], 14));
    }
  });

  it('have as many samples of each component, where that is asked for', () => {
    const { labels } = drawStrata(key(1), weights, 6, 'equal', new Float64Array(6));
    expect(Array.from(labels)).toEqual([0, 1, 2, 0, 1, 2]);
  });

  it('are drawn by weight otherwise, and leave out a component without samples', () => {
    const { labels } = drawStrata(key(1), weights, 4000, 'multinomial', new Float64Array(4000));
    const ones = Array.from(labels).filter((label) => label === 0).length;
    expect(Math.abs(ones / 4000 - 0.5)).toBeLessThan(0.04);
    const rare = Float64Array.of(1 - 1e-12, 1e-12);
    const { mass } = drawStrata(key(1), rare, 5, 'multinomial', new Float64Array(5));
    expect(mass.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
  });

  it('are rounded up to whole rounds', () => {
    expect(sampleCount('equal', 100, 25)).toBe(100);
    expect(sampleCount('equal', 100, 30)).toBe(120);
    expect(sampleCount('equal', 1, 3)).toBe(3);
    expect(sampleCount('multinomial', 100, 30)).toBe(100);
  });
});
