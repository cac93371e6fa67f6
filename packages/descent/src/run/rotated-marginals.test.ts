import { fold, key } from '@bcl/random';
import { rotatedMarginals } from './rotated-marginals';

const drawn = (options: Partial<Parameters<typeof rotatedMarginals>[0]>, step: number, count = 400) =>
  Array.from({ length: count }, (_, i) =>
    rotatedMarginals({ objective: 'reverseKL', steps: 100, ...options })(fold(key(1), i), 3, step),
  );

const joints = (matchings: ReturnType<typeof drawn>): number =>
  matchings.filter(({ task }) => task.target.length === 3).length / matchings.length;

describe('rotatedMarginals', () => {
  it('is rotated marginals alone before half-way, and a tenth joint after', () => {
    expect(joints(drawn({}, 49))).toBe(0);
    expect(Math.abs(joints(drawn({}, 50)) - 0.1)).toBeLessThan(0.05);
  });

  it('rotates marginals, and joints not', () => {
    for (const { task, transform, objective } of drawn({}, 99)) {
      expect(transform.name).toBe(task.target.length === 3 ? 'identity' : 'Haar orthogonal');
      expect(task.source).toEqual([]);
      expect(objective).toBe('reverseKL');
    }
  });

  it('can be set', () => {
    expect(joints(drawn({ joint: 1, jointFrom: 0 }, 0))).toBe(1);
    expect(joints(drawn({ joint: 0 }, 99))).toBe(0);
    expect(drawn({ size: 2 }, 0, 3).map(({ task }) => task.target)).toEqual([
      [0, 1],
      [0, 1],
      [0, 1],
    ]);
  });

  it('gives equal matchings for equal arguments', () => {
    const [a, b] = [drawn({}, 70, 5), drawn({}, 70, 5)].map((matchings) =>
      matchings.map(({ task, transform }) => [task, Array.from(transform.linear)]),
    );
    expect(a).toEqual(b);
  });

  it.each([
    [{ steps: 0 }, 'steps is 0'],
    [{ joint: 1.5 }, 'joint is 1.5'],
    [{ jointFrom: -0.1 }, 'jointFrom is -0.1'],
    [{ size: 0 }, 'size is 0'],
  ])('refuses %j', (options, message) =>
    expect(() => rotatedMarginals({ objective: 'reverseKL', steps: 100, ...options })).toThrow(message),
  );

  it('refuses to match more coordinates than there are', () => {
    expect(() => drawn({ size: 4 }, 0, 1)).toThrow(/out of range/);
  });
});
