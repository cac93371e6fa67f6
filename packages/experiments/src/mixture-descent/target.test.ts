import { gridStart, gridTarget } from './target';

describe('gridTarget', () => {
  it('is 25 equal components at {-4, -2, 0, 2, 4}² with covariance 0.05 I', () => {
    const { components, weights, means, covariances } = gridTarget();
    expect(components).toBe(25);
    for (const weight of weights) expect(weight).toBeCloseTo(0.04, 12);
    const places = Array.from({ length: 25 }, (_, k) => `${means[2 * k]},${means[2 * k + 1]}`);
    const grid = [-4, -2, 0, 2, 4].flatMap((x) => [-4, -2, 0, 2, 4].map((y) => `${x},${y}`));
    expect(places.sort()).toEqual(grid.sort());
    expect(Array.from(covariances)).toEqual(Array.from({ length: 25 }, () => [0.05, 0, 0, 0.05]).flat());
  });
});

describe('gridStart', () => {
  it.each(['corner', 'wide'] as const)('is 25 equal components of covariance I by seed, %s', (start) => {
    const model = gridStart(3, start);
    expect(gridStart(3, start)).toEqual(model);
    expect(gridStart(4, start).means).not.toEqual(model.means);
    for (const weight of model.weights) expect(weight).toBeCloseTo(0.04, 12);
    const identities = Array.from({ length: 25 }, () => [1, 0, 0, 1]).flat();
    model.covariances.forEach((value, i) => expect(value).toBeCloseTo(identities[i], 12));
  });

  it('is at (-5, -5) with a jitter of 0.1 from the corner', () => {
    const { means } = gridStart(0, 'corner');
    const gaps = Array.from(means, (value) => value + 5);
    const variance = gaps.reduce((sum, gap) => sum + gap * gap, 0) / 50;
    // 50 squares of N(0, 0.1²): 0.01 within four standard errors, 4 · 0.01 · sqrt(2 / 50).
    expect(Math.abs(variance - 0.01)).toBeLessThan(0.008);
  });

  it('is over [-5, 5]² when wide', () => {
    const { means } = gridStart(0, 'wide');
    expect(Math.min(...means)).toBeGreaterThan(-5);
    expect(Math.max(...means)).toBeLessThan(5);
    expect(Math.max(...means) - Math.min(...means)).toBeGreaterThan(8);
  });
});
