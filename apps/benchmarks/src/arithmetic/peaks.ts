import { runOrThrow } from '@bcl/errors';
import { compareMethods, type Method } from '@bcl/lab';
import { spread } from '../numbers/spread';
import { ours } from '../programs/ours';
import { runProgram } from '../programs/run-program';
import type { Run } from '../race/race';

/** The most float64 operations a second in WebAssembly. */
export interface Peaks {
  /** Of one thread that has the machine to itself. */
  readonly alone: number;
  /** Of so many processes at once, by their number: the sum. */
  readonly together: ReadonlyMap<number, number>;
}

/** Measures the peak of one process, and of as many processes at once as there are threads in the race. */
export async function peaks(run: Run, threads: readonly number[], seconds: number): Promise<Peaks> {
  const { folder, signal, progress, seeds } = run;
  const counts = [...new Set([1, ...threads])];
  const methods = counts.map((count): Method => ({
    name: `${count} at once`,
    async run() {
      const one = (): Promise<unknown> => runProgram(ours, { kind: 'peak', seconds }, signal);
      const each = (await Promise.all(Array.from({ length: count }, one))) as number[];
      return { metrics: { operationsPerSecond: each.reduce((sum, value) => sum + value, 0) }, extra: null };
    },
  }));
  const { cells } = await runOrThrow(compareMethods({ methods, seeds, folder, signal, progress, group: 'peak' }));
  const peak = (count: number): number => {
    const values = cells.filter(({ method }) => method === `${count} at once`);
    return spread(values.map(({ metrics }) => metrics.operationsPerSecond)).most;
  };
  return { alone: peak(1), together: new Map(counts.map((count) => [count, peak(count)])) };
}
