import { mixtureOf, orThrow, type Mixture } from '@bcl/em';
import { key } from '@bcl/random';
import { gridScores, narrowModes, sampledKL } from './scores';
import { gridTarget } from './target';

const target = gridTarget();

/** A mixture of equal weights, each component with the covariance given or variance · I. */
function model(
  ...components: readonly (readonly [x: number, y: number, variance: number | readonly number[]])[]
): Mixture {
  return orThrow(
    mixtureOf({
      means: components.map(([x, y]) => [x, y]),
      covariances: components.map(([, , v]) => (typeof v === 'number' ? [v, 0, 0, v] : v)),
    }),
  );
}

describe('narrowModes', () => {
  it('finds all modes of the target itself', () => expect(narrowModes(target, target)).toBe(25));

  it.each([
    ['one near a mode', [[0.3, 0.3, 0.05]], 1],
    ['one too far from any', [[0.4, 0.4, 0.05]], 0],
    ['one as wide as 0.45', [[0, 0, 0.45 ** 2 + 1e-9]], 0],
    ['one just narrower', [[0, 0, 0.45 ** 2 - 1e-9]], 1],
    ['one that is narrow along the axes and wide between them', [[0, 0, [0.19, 0.17, 0.17, 0.19]]], 0],
    ['two on one mode', [[0, 0, 0.05], [0.1, 0, 0.05]], 1], // prettier-ignore
    ['two modes and a wide one on a third', [[0, 0, 0.05], [2, 0, 0.05], [4, 0, 1]], 2], // prettier-ignore
  ] as const)('counts modes with a narrow component: %s', (_, components, modes) => {
    expect(narrowModes(model(...components), target)).toBe(modes);
  });
});

describe('sampledKL', () => {
  it('is 0 between equal mixtures', () => expect(sampledKL(target, target, key(1), 100)).toBe(0));

  it('is that of two Gaussians within four standard errors', () => {
    // KL(N(0, I) ‖ N((1, 0), 2 I)) = log 2 + (2 + 1) / 4 - 1; its integrand has a standard deviation of about 0.7.
    const exact = Math.log(2) + 3 / 4 - 1;
    const estimate = sampledKL(model([0, 0, 1]), model([1, 0, 2]), key(2), 40_000);
    expect(Math.abs(estimate - exact)).toBeLessThan((4 * 0.75) / 200);
  });

  it('is ln 25 from one component of the target to all, and beyond all bounds of use the other way', () => {
    const one = model([0, 0, 0.05]);
    expect(sampledKL(one, target, key(3), 5000)).toBeCloseTo(Math.log(25), 2);
    expect(sampledKL(target, one, key(3), 5000)).toBeGreaterThan(100);
  });
});

describe('gridScores', () => {
  it('names the side whose samples are taken first', () => {
    const one = model([0, 0, 0.05]);
    const { modes, reverseKL, forwardKL } = gridScores(one, target, key(4), 2000);
    expect(modes).toBe(1);
    expect(reverseKL).toBeCloseTo(Math.log(25), 2);
    expect(forwardKL).toBeGreaterThan(100);
  });
});
