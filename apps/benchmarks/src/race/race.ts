import { runOrThrow } from '@bcl/errors';
import { compareMethods, type Method, type RunContext } from '@bcl/lab';
import path from 'node:path';
import { writeCaseFiles, type CaseFiles } from '../cases/case-files';
import type { BenchmarkCase } from '../cases/cases';
import type { EMTimings } from '../programs/job';
import { runProgram } from '../programs/run-program';
import { warmUpFor } from '../programs/warm-up';
import type { Entrant } from './entrant';

/** What an app's run is given, as far as measuring needs it. */
export type Run = Pick<RunContext<Record<never, never>>, 'folder' | 'signal' | 'progress' | 'seeds'>;

/** The two stretches of a fit that are timed. */
export const phases = ['start', 'settled'] as const;
/** One of {@link phases}. */
export type PhaseName = (typeof phases)[number];

/** What one entrant did in all rounds: one number a round. */
export interface EntrantTimes extends Pick<Entrant, 'side' | 'threads' | 'name'> {
  /** Mean time of an iteration. */
  readonly milliseconds: Readonly<Record<PhaseName, readonly number[]>>;
  /** Mean processor time of an iteration, all threads together. */
  readonly processorMilliseconds: Readonly<Record<PhaseName, readonly number[]>>;
  /** Mean log-likelihood in the last E step, nats a row. */
  readonly meanLogLikelihood: Readonly<Record<PhaseName, readonly number[]>>;
  /** Peak of the resident memory of the process, in units of 10^6 bytes. */
  readonly megabytes: readonly number[];
}

/** All times of a case. */
export interface RaceResult {
  readonly case: BenchmarkCase;
  readonly entrants: readonly EntrantTimes[];
}

/** Where files stand that only the run itself needs. */
export const temporaryFolder = ({ folder }: Pick<Run, 'folder'>): string => path.join(folder.path, 'temporary');

/** Times all programs on one case; they take turns within each round, and each begins in a process of its own. */
export async function race(run: Run, one: BenchmarkCase, racing: readonly Entrant[]): Promise<RaceResult> {
  const { folder, signal, progress, seeds } = run;
  const most = Math.max(...racing.map(({ threads }) => threads));
  // Not before they are needed: a resumed run may have done this case already.
  let written: Promise<CaseFiles> | undefined;
  const files = (): Promise<CaseFiles> => (written ??= writeCaseFiles(temporaryFolder(run), one, most, signal));
  const methods = racing.map(({ name, threads, program }): Method<EMTimings> => ({
    name,
    async run() {
      const { start, settled, ...table } = await files();
      const { iterations } = one;
      const job = {
        kind: 'em',
        ...table,
        threads,
        warmUp: warmUpFor(one),
        phases: [start, settled].map((mixture) => ({ start: mixture, iterations, goOn: true })),
      };
      const timings = (await runProgram(program, job, signal)) as EMTimings;
      return { metrics: metricsOf(timings), extra: timings };
    },
  }));
  const { cells } = await runOrThrow(
    compareMethods<EMTimings>({
      methods,
      seeds,
      folder,
      signal,
      progress,
      group: one.id,
      show: ['milliseconds start'],
    }),
  );
  const results = racing.map(({ side, threads, name }): EntrantTimes => {
    const own = cells.filter(({ method }) => method === name).map(({ metrics }) => metrics);
    const each = (metric: string): Record<PhaseName, number[]> => ({
      start: own.map((metrics) => metrics[`${metric} start`]),
      settled: own.map((metrics) => metrics[`${metric} settled`]),
    });
    return {
      ...{ side, threads, name, milliseconds: each('milliseconds'), meanLogLikelihood: each('log-likelihood') },
      processorMilliseconds: each('processor'),
      megabytes: own.map(({ megabytes }) => megabytes),
    };
  });
  return { case: one, entrants: results };
}

function metricsOf({ phases: timed, megabytes }: EMTimings): Record<string, number> {
  const own = phases.map((phase, i): [string, number][] => {
    const { milliseconds, processorMilliseconds, meanLogLikelihood } = timed[i];
    const mean = milliseconds.reduce((sum, value) => sum + value, 0) / milliseconds.length;
    return [
      [`milliseconds ${phase}`, mean],
      [`processor ${phase}`, processorMilliseconds],
      [`log-likelihood ${phase}`, meanLogLikelihood],
    ];
  });
  return { ...Object.fromEntries(own.flat()), megabytes };
}
