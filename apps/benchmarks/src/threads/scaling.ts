import { runOrThrow } from '@bcl/errors';
import { compareMethods, type Method } from '@bcl/lab';
import { writeCaseFiles, type CaseFiles } from '../cases/case-files';
import type { BenchmarkCase } from '../cases/cases';
import { ratios, spread, type Spread } from '../numbers/spread';
import type { EMTimings } from '../programs/job';
import { ours } from '../programs/ours';
import { runProgram } from '../programs/run-program';
import { warmUpFor } from '../programs/warm-up';
import { temporaryFolder, type Run } from '../race/race';

/** What threads gain on a table, and what they could gain at most. */
export interface ScalingResult {
  readonly case: BenchmarkCase;
  readonly threads: number;
  /** Time of an iteration at one thread over that at so many. */
  readonly threadSpeedUp: Spread;
  /** Time of a fit with as many restarts at one thread over that at so many. */
  readonly restartSpeedUp: Spread;
  /** So many processes at once, each with one thread: how much more they get done together than one alone. */
  readonly hardwareSpeedUp: Spread;
}

/**
 * Times, as the fastest of iterations that all do the same, one thread alone, threads together, independent processes at once, and a fit with restarts by one thread and by
 * several, in turn within each round.
 *
 * @param seconds length of one timing of iterations
 */
export async function scaling(run: Run, one: BenchmarkCase, threads: number, seconds: number): Promise<ScalingResult> {
  const { folder, signal, progress, seeds } = run;
  let written: Promise<CaseFiles> | undefined;
  const files = (): Promise<CaseFiles> =>
    (written ??= writeCaseFiles(temporaryFolder(run), { ...one, settled: 0 }, 1, signal));
  const timed = (name: string, time: (files: CaseFiles) => Promise<number>): Method => ({
    name,
    run: async () => ({ metrics: { milliseconds: await time(await files()) }, extra: null }),
  });
  const passes = (name: string, processes: number, count: number): Method =>
    timed(name, async ({ start, settled: _, ...table }) => {
      const phases = [{ start, iterations: 10_000, goOn: false, seconds }];
      const job = { kind: 'em', ...table, threads: count, warmUp: warmUpFor(one), phases };
      const all = await Promise.all(Array.from({ length: processes }, () => runProgram(ours, job, signal)));
      const times = all.map((timings) => spread((timings as EMTimings).phases[0].milliseconds).least);
      return times.reduce((sum, time) => sum + time, 0) / processes;
    });
  const restarts = (name: string, count: number): Method =>
    timed(name, async ({ start: _, settled: __, ...table }) => {
      const job = { kind: 'restarts', ...table, threads: count, restarts: threads, iterations: one.iterations };
      return ((await runProgram(ours, job, signal)) as { milliseconds: number }).milliseconds;
    });
  const methods = [
    passes('alone', 1, 1),
    passes('threads', 1, threads),
    passes('processes', threads, 1),
    restarts('restarts alone', 1),
    restarts('restarts by threads', threads),
  ];
  const group = `threads-${one.id}`;
  const { cells } = await runOrThrow(compareMethods({ methods, seeds, folder, signal, progress, group }));
  const times = (name: string): number[] =>
    cells.filter(({ method }) => method === name).map(({ metrics }) => metrics.milliseconds);
  return {
    ...{ case: one, threads },
    threadSpeedUp: spread(ratios(times('alone'), times('threads'))),
    restartSpeedUp: spread(ratios(times('restarts alone'), times('restarts by threads'))),
    hardwareSpeedUp: spread(ratios(times('alone'), times('processes')).map((ratio) => threads * ratio)),
  };
}
