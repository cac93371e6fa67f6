import { key } from '@bcl/random';
import { reverseKL } from './divergence';
import { jointMatching, rotatedConditionals, rotatedMarginals, type PairMatching } from './matching';
import { monteCarloSurfaces } from './monte-carlo';
import { surfaceGrid } from './surface';

const variance = 0.1;
const grid = surfaceGrid(4);

async function estimates(matchings: readonly PairMatching[], samples: number, seed = 0): Promise<Float64Array[]> {
  return monteCarloSurfaces({ matchings, variance, grid, samples, key: key(seed) });
}

describe('monteCarloSurfaces', () => {
  it('agrees with quadrature within its error, for marginals and conditionals', async () => {
    const conditionals = rotatedConditionals(variance);
    const matchings = [rotatedMarginals[1], rotatedMarginals[9], conditionals[9], conditionals[17], conditionals[24]];
    const surfaces = await estimates(matchings, 20_000);
    matchings.forEach((matching, m) => {
      const exact = reverseKL(matching, variance);
      for (let j = 0; j < 4; j++) {
        for (let i = 0; i < 4; i++) {
          const value = exact(grid[i], grid[j]);
          // log p - log q varies by about its own mean here, or by about 1.
          expect(Math.abs(surfaces[m][j * 4 + i] - value)).toBeLessThan(0.03 * (1 + value));
        }
      }
    });
  });

  it('is zero without noise where the distributions agree: at 90 degrees, and at the optimum', async () => {
    const three = surfaceGrid(5); // holds -1 and 1
    const matchings = [rotatedMarginals[6], rotatedMarginals[3]];
    const [flat, other] = await monteCarloSurfaces({ matchings, variance, grid: three, samples: 5, key: key(0) });
    expect(Array.from(flat)).toEqual(Array.from({ length: 25 }, () => 0));
    expect(other[1 * 5 + 3]).toBeCloseTo(0, 12);
    expect(other[3 * 5 + 1]).toBeCloseTo(0, 12);
    expect(Math.abs(other[0])).toBeGreaterThan(0.1);
  });

  it('gives the joint and the marginal at 0 degrees the same estimate, and each cell a sample of its own', async () => {
    const [joint, marginal] = await estimates([jointMatching, rotatedMarginals[0]], 50);
    expect(marginal).toEqual(joint);
    expect(joint[1]).not.toBe(joint[4]); // the exact surface is symmetric
  });

  it('follows the key, and calls back after each row', async () => {
    const [a] = await estimates([jointMatching], 20, 1);
    expect((await estimates([jointMatching], 20, 1))[0]).toEqual(a);
    expect((await estimates([jointMatching], 20, 2))[0]).not.toEqual(a);
    const shares: number[] = [];
    const afterRow = (share: number) => Promise.resolve(void shares.push(share));
    await monteCarloSurfaces({ matchings: [jointMatching], variance, grid, samples: 2, key: key(0), afterRow });
    expect(shares).toEqual([0.25, 0.5, 0.75, 1]);
  });
});
