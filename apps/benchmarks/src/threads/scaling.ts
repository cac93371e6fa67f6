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
  /** So many processes at once, each with one thread: how much more they get done together than one alone. */
  readonly hardwareSpeedUp: Spread;
}

/**
 * Times one thread alone, threads together, and independent processes at once, in turn within each round.
 *
 * @param seconds length of one timing
 */
export async function scaling(run: Run, one: BenchmarkCase, threads: number, seconds: number): Promise<ScalingResult> {
  const { folder, signal, progress, seeds } = run;
  let written: Promise<CaseFiles> | undefined;
  const files = (): Promise<CaseFiles> =>
    (written ??= writeCaseFiles(temporaryFolder(run), { ...one, settled: 0 }, 1, signal));
  const method = (name: string, processes: number, count: number): Method => ({
    name,
    async run() {
      const { start, settled: _, ...table } = await files();
      const phases = [{ start, iterations: 10_000, goOn: false, seconds }];
      const job = { kind: 'em', ...table, threads: count, warmUp: warmUpFor(one), phases };
      const all = Array.from({ length: processes }, () => runProgram(ours, job, signal));
      const times = (await Promise.all(all)).map((timings) => spread((timings as EMTimings).phases[0].milliseconds).median); // prettier-ignore
      return { metrics: { milliseconds: times.reduce((sum, time) => sum + time, 0) / processes }, extra: null };
    },
  });
  const methods = [method('alone', 1, 1), method('threads', 1, threads), method('processes', threads, 1)];
  const group = `threads-${one.id}`;
  const { cells } = await runOrThrow(compareMethods({ methods, seeds, folder, signal, progress, group }));
  const times = (name: string): number[] => cells.filter(({ method }) => method === name).map(({ metrics }) => metrics.milliseconds); // prettier-ignore
  const alone = times('alone');
  return {
    ...{ case: one, threads },
    threadSpeedUp: spread(ratios(alone, times('threads'))),
    hardwareSpeedUp: spread(ratios(alone, times('processes')).map((ratio) => threads * ratio)),
  };
}
