import { fold, key } from '@bcl/random';
import { marginal } from '@bcl/masks';
import { bigLearnMatchings, plainEM } from '../index';

describe('plainEM', () => {
  it('matches all coordinates, untransformed, one step at a time', () => {
    const { task, transform, objective } = plainEM(3, 0.25);
    expect(task).toEqual({ source: [], target: [0, 1, 2] });
    expect(transform.name).toBe('identity');
    expect(objective).toEqual({ innerSteps: 1, smoothing: 0.25, massGuard: 0 });
  });
});

describe('bigLearnMatchings', () => {
  const draws = (options: Partial<Parameters<typeof bigLearnMatchings>[0]>, count: number, dimension: number) =>
    Array.from({ length: count }, (_, i) =>
      bigLearnMatchings({ smoothing: 0.1, ...options })(fold(key('matchings'), i), dimension, i),
    );

  it('draws joint, marginal and rotated matchings in the shares of the paper: 0.4, 0.1, 0.5', () => {
    const all = draws({ target: marginal(2) }, 2000, 5);
    const joint = all.filter(({ task }) => task.target.length === 5).length;
    const plain = all.filter(({ task, transform }) => task.target.length === 2 && transform.name === 'identity').length;
    const rotated = all.filter(
      ({ task, transform }) => task.target.length === 2 && transform.name !== 'identity',
    ).length;
    expect(joint + plain + rotated).toBe(2000);
    // Four standard errors of a share at 2000 draws are at most 0.045.
    expect(Math.abs(joint / 2000 - 0.4)).toBeLessThan(0.045);
    expect(Math.abs(plain / 2000 - 0.1)).toBeLessThan(0.03);
    expect(Math.abs(rotated / 2000 - 0.5)).toBeLessThan(0.045);
  });

  it('never asks for a conditional, and always for something', () => {
    for (const { task } of draws({}, 500, 3)) {
      expect(task.source).toEqual([]);
      expect(task.target.length).toBeGreaterThan(0);
    }
  });

  it('draws targets of floor(D b), b ~ Beta(5, 1), without more said', () => {
    const sizes = draws({ joint: 0, marginal: 1 }, 1500, 4).map(({ task }) => task.target.length);
    // P(|T| = 3) = P(0.75 <= b < 1) = 1 - 0.75^5 = 0.763; P(|T| = 2) = 0.75^5 - 0.5^5 = 0.206.
    expect(Math.abs(sizes.filter((size) => size === 3).length / 1500 - 0.763)).toBeLessThan(0.05);
    expect(Math.abs(sizes.filter((size) => size === 2).length / 1500 - 0.206)).toBeLessThan(0.05);
  });

  it('carries its settings to every matching', () => {
    for (const { objective } of draws({ innerSteps: 7, smoothing: 0.5, massGuard: 0.01 }, 20, 3))
      expect(objective).toEqual({ innerSteps: 7, smoothing: 0.5, massGuard: 0.01 });
    expect(draws({}, 1, 3)[0].objective).toEqual({ innerSteps: 5, smoothing: 0.1, massGuard: 1e-5 });
  });

  it('rotates with orthogonal maps', () => {
    for (const { transform } of draws({ joint: 0, marginal: 0 }, 10, 3)) {
      expect(transform.logAbsDeterminant).toBeCloseTo(0, 12);
      for (let i = 0; i < 3; i++)
        for (let j = 0; j < 3; j++) {
          const product = [0, 1, 2].reduce(
            (sum, d) => sum + transform.linear[i * 3 + d] * transform.linear[j * 3 + d],
            0,
          );
          expect(product).toBeCloseTo(i === j ? 1 : 0, 12);
        }
    }
  });

  it('follows its key', () => {
    expect(draws({}, 5, 3).map(({ task }) => task)).toEqual(draws({}, 5, 3).map(({ task }) => task));
  });
});
