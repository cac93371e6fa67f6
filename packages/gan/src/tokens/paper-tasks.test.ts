import { fold, key } from '@bcl/random';
import { paperTasks } from './paper-tasks';

const layout = { kind: 'coordinates', dimension: 50 } as const;
const draws = 1000;

function shares(joint: number) {
  const tasks = Array.from({ length: draws }, (_, at) => paperTasks(layout, { joint })(fold(key(2), at), 50));
  const mean = (of: (at: number) => number) => tasks.reduce((sum, _, at) => sum + of(at), 0) / draws;
  return {
    source: mean((at) => tasks[at].source.length / 50),
    target: mean((at) => tasks[at].target.length / (50 - tasks[at].source.length)),
    everything: mean((at) => (tasks[at].target.length === 50 ? 1 : 0)),
  };
}

describe('paperTasks', () => {
  it('has sources of mean 1/7 and targets of mean 6/7, rounded down', () => {
    const { source, target } = shares(0);
    expect(source).toBeGreaterThan(1 / 7 - 0.02 - 0.01);
    expect(source).toBeLessThan(1 / 7 + 0.02);
    expect(target).toBeGreaterThan(6 / 7 - 0.02 - 0.02);
    expect(target).toBeLessThan(6 / 7 + 0.02);
  });

  it('adds joint tasks', () => {
    const [none, half] = [shares(0).everything, shares(0.5).everything];
    expect(half).toBeGreaterThan(0.5 + none / 2 - 0.05);
    expect(half).toBeLessThan(0.5 + none / 2 + 0.05);
    expect(shares(1).everything).toBe(1);
  });

  it('refuses a share that is none', () => {
    expect(() => paperTasks(layout, { joint: 1.5 })).toThrow('got 1.5');
  });
});
