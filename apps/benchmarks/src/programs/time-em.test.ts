import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { simulatedTable } from '../cases/simulated';
import { writeNumbers } from './mixture-file';
import { prepareMixtures } from './prepare-mixtures';
import { timeEM } from './time-em';

let folder = '';
const sizes = { rows: 300, columns: 2, components: 3, ridge: 1e-2, threads: 1 };
const file = (name: string): string => path.join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bcl-time-'));
  await writeNumbers(file('data'), simulatedTable('a', 300, 2, 3));
  await prepareMixtures({ ...sizes, data: file('data'), start: file('start'), settled: file('settled'), iterations: 5 }); // prettier-ignore
});
afterAll(() => rm(folder, { recursive: true }));

/** A clock on which `step` milliseconds pass between any two looks. */
const ticking = (step: number) => {
  let now = 0;
  return () => (now += step);
};
const time = (phases: Parameters<typeof timeEM>[0]['phases'], warmUp = 0) =>
  timeEM({ ...sizes, data: file('data'), warmUp, phases }, ticking(10), ticking(6));

describe('timeEM', () => {
  it('times each iteration, and the processor over the phase', async () => {
    const [phase] = await time([{ start: file('start'), iterations: 3, goOn: true }]);
    expect(phase.milliseconds).toEqual([10, 10, 10]);
    expect(phase.processorMilliseconds).toBe(2);
  });

  it('goes on from one iteration to the next, or does the same again, as it is told', async () => {
    const phase = (start: string, iterations: number, goOn: boolean) => ({ start: file(start), iterations, goOn });
    const [first, further, again, settled] = await time([
      phase('start', 1, true),
      phase('start', 6, true),
      phase('start', 4, false),
      phase('settled', 1, true),
    ]);
    expect(further.meanLogLikelihood).toBeGreaterThan(first.meanLogLikelihood);
    expect(again.meanLogLikelihood).toBe(first.meanLogLikelihood);
    expect(settled.meanLogLikelihood).toBe(further.meanLogLikelihood);
  });

  it('begins with the mixture of the phase whatever warmed it up', async () => {
    const phases = [{ start: file('start'), iterations: 2, goOn: true }];
    expect((await time(phases, 5))[0].meanLogLikelihood).toBe((await time(phases))[0].meanLogLikelihood);
  });

  it('begins no iteration after its time, but does one at least', async () => {
    const phase = { start: file('start'), iterations: 100, goOn: false };
    const [some, one] = await time([
      { ...phase, seconds: 0.025 },
      { ...phase, seconds: 0.001 },
    ]);
    expect([some.milliseconds.length, one.milliseconds.length]).toEqual([3, 1]);
  });
});
