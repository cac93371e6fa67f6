import { fold, key, normal } from '@bcl/random';
import { exactGradient, sampledGradient } from './descent-gradient';
import { descender, descentStarts, distanceToOptimum, drawnAngles, type DescentRule } from './descents';
import { reverseKL } from './divergence';
import { direction, marginalAngles, rotatedMarginals } from './matching';
import { surfaceGrid } from './surface';

const variance = 0.1;
const settings = { variance, steps: 1000 };
const points = Array.from({ length: 15 }, (_, i) => [-2 + 4 * ((i * 0.618) % 1), -2 + 4 * ((i * 0.7548) % 1)] as const);
/** A spurious minimum of the sum over the 12 angles. */
const stuck = [-0.8015, -1.0998] as const;

describe('exactGradient', () => {
  it.each([0.02, 0.1, 0.5])('is the gradient of reverseKL at every angle, at σ² = %d', (sigma2) => {
    const gradient = exactGradient(sigma2);
    const [expected, found] = [new Float64Array(2), new Float64Array(2)];
    for (const matching of rotatedMarginals) {
      const loss = reverseKL(matching, sigma2);
      for (const [mu1, mu2] of points) {
        loss(mu1, mu2, expected);
        gradient(direction(matching.angle).cosine, mu1, mu2, found);
        expect(Math.abs(found[0] - expected[0])).toBeLessThan(1e-6 / sigma2);
        expect(Math.abs(found[1] - expected[1])).toBeLessThan(1e-6 / sigma2);
      }
    }
  });

  it('is exactly zero at the optimum', () => {
    const out = new Float64Array(2);
    exactGradient(variance)(0.8, 1, -1, out);
    expect(Math.hypot(out[0], out[1])).toBeLessThan(1e-14);
  });
});

describe('sampledGradient', () => {
  it('has the exact gradient as its mean, and no noise at the optimum', () => {
    const [expected, found] = [new Float64Array(2), new Float64Array(2)];
    exactGradient(variance)(0.9, 0.3, -0.7, expected);
    sampledGradient(variance, 0.9, [0.3, -0.7], normal(key(1), 200_000), found);
    expect(found[0]).toBeCloseTo(expected[0], 1);
    expect(found[1]).toBeCloseTo(expected[1], 1);
    sampledGradient(variance, 0.9, [1, -1], normal(key(2), 10), found);
    expect(Math.hypot(found[0], found[1])).toBeLessThan(1e-14);
  });
});

describe('descender', () => {
  const end = (rule: Partial<DescentRule>, [mu1, mu2]: readonly [number, number], seed = 0) =>
    descender({ loss: 'alternating', hold: 20, rate: 0.1, ...rule }, settings)(key(seed), mu1, mu2);

  it('reaches the optimum on the side of the diagonal on which it starts', () => {
    for (const loss of ['joint', 'sum', 'alternating', 'haar'] as const) {
      const { mu1, mu2, escaped } = end({ loss }, [1.4, -0.3]);
      expect(escaped).toBe(true);
      expect([mu1, mu2]).toEqual([expect.closeTo(1, 5), expect.closeTo(-1, 5)]);
      expect(end({ loss }, [-0.3, 1.4])).toMatchObject({ mu1: expect.closeTo(-1, 5) as number, escaped: true });
    }
  });

  it('stays beside the spurious minimum of the sum under the sum, and with short holds; long holds escape', () => {
    expect(end({ loss: 'sum' }, stuck)).toMatchObject({ mu1: expect.closeTo(stuck[0], 2) as number, escaped: false });
    for (const seed of [0, 1, 2]) {
      expect(end({ hold: 1, rate: 0.01 }, stuck, seed).escaped).toBe(false);
      expect(end({ hold: 20, rate: 0.1 }, stuck, seed).escaped).toBe(true);
      expect(end({ loss: 'haar' }, stuck, seed).escaped).toBe(true);
      expect(end({ loss: 'haar', samples: 100 }, stuck, seed).escaped).toBe(true);
    }
  });

  it('follows the sum when the rate goes to zero', () => {
    const slow = { variance, steps: 1500 };
    const rate = 0.002;
    const bySum = descender({ loss: 'sum', hold: 1, rate }, slow)(key(0), -0.3, -1.5);
    const alternating = descender({ loss: 'alternating', hold: 1, rate }, slow)(key(0), -0.3, -1.5);
    expect(alternating.mu1).toBeCloseTo(bySum.mu1, 1);
    expect(alternating.mu2).toBeCloseTo(bySum.mu2, 1);
  });

  it('lowers the loss that it descends at every step', () => {
    const losses: number[] = [];
    const joint = reverseKL(rotatedMarginals[0], variance);
    const descend = descender({ loss: 'joint', hold: 1, rate: 0.1 }, settings);
    descend(key(0), 1.9, 0.4, (mu1, mu2) => losses.push(joint(mu1, mu2)));
    expect(losses.length).toBeGreaterThan(10);
    losses.slice(1).forEach((loss, i) => expect(loss).toBeLessThanOrEqual(losses[i] + 1e-12));
  });

  it('gives the same descent for the same key, and another for another', () => {
    const rule = { loss: 'haar', hold: 5, samples: 20 } as const;
    const short = (seed: number) =>
      descender({ ...rule, rate: 0.05 }, { variance, steps: 30 })(key(seed), -1.2, -0.7).mu1;
    expect(short(4)).toBe(short(4));
    expect(short(4)).not.toBe(short(5));
  });

  it('lets several angles see the same samples, so that their mean has the exact mean as its mean', () => {
    const one = (rule: Partial<DescentRule>) =>
      descender({ loss: 'sum', hold: 1, rate: 1, ...rule }, { variance, steps: 1 })(key(9), 0.2, -0.6);
    const [exact, sampled] = [one({}), one({ samples: 100_000 })];
    expect(sampled.mu1).toBeCloseTo(exact.mu1, 1);
    expect(sampled.mu2).toBeCloseTo(exact.mu2, 1);
    expect(sampled.mu1).not.toBe(exact.mu1);
  });
});

describe('drawnAngles', () => {
  it('draws each of the 12 about as often, or any angle', () => {
    const twelve = drawnAngles(key(1), { loss: 'alternating' }, 12_000);
    for (const angle of marginalAngles) {
      const share = twelve.filter((drawn) => drawn === angle).length / 12_000;
      expect(Math.abs(share - 1 / 12)).toBeLessThan(0.012);
    }
    const any = drawnAngles(key(1), { loss: 'haar' }, 12_000);
    expect(any.every((angle) => angle > 0 && angle < 180)).toBe(true);
    expect(any.filter((angle) => angle < 45).length / 12_000).toBeCloseTo(0.25, 1);
  });
});

describe('descentStarts', () => {
  it('is a grid over the square, moved off the diagonal alone', () => {
    const starts = descentStarts(fold(key(0), 'starts'), 5);
    const grid = surfaceGrid(5);
    grid.forEach((a, i) =>
      grid.forEach((b, j) => {
        const [mu1, mu2] = starts.slice(2 * (i * 5 + j), 2 * (i * 5 + j) + 2);
        if (i !== j) expect([mu1, mu2]).toEqual([a, b]);
        else {
          expect(mu1).not.toBe(mu2);
          expect(mu1 + mu2).toBeCloseTo(a + b, 12);
          expect(Math.abs(mu1 - a)).toBeLessThan(0.009);
        }
      }),
    );
  });
});

describe('distanceToOptimum', () => {
  it('pairs each mean with a mode of its own', () => {
    expect(distanceToOptimum(1, -1)).toBe(0);
    expect(distanceToOptimum(-1.2, 1.1)).toBeCloseTo(0.2, 12);
    expect(distanceToOptimum(-1, -1)).toBe(2);
  });
});
