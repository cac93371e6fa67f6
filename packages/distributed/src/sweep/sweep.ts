import { isProblem, ProblemError } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';
import type * as TE from 'fp-ts/lib/TaskEither.js';
import type { DistributedProblem, Executor } from '../executor/executor';
import { fitTask, type FitInput, type FitOutput, type FitScores, type FitSetting } from '../task/fit';
import { jobsOf, planProblem, type SweepPlan } from './plan';
import { openResults, type ResultsFile } from './results-file';

/** How a sweep is run. */
export interface SweepOptions {
  /** A file that keeps what is finished, one JSON value a line; a sweep that finds it does the rest. Nothing is kept without it. */
  readonly results?: string;
  /** Called when a fit is there, found in the file or done now. */
  readonly onFit?: (report: SweepReport) => void;
  readonly signal?: AbortSignal;
}

/** How far a sweep is. */
export interface SweepReport {
  readonly job: FitInput;
  readonly output: FitOutput;
  /** Fits that are there, of all. */
  readonly finished: number;
  readonly total: number;
}

/** A row of a sweep's table: the best restart of a data set, setting and seed. */
export interface SweepRow {
  readonly data: string;
  readonly setting: FitSetting;
  readonly seed: number;
  /** The restart of the highest training likelihood; the first of equal ones. Undefined where every restart failed. */
  readonly restart: number | undefined;
  readonly scores: FitScores | undefined;
  /** Why the last restart failed, where all did. */
  readonly failed: string | undefined;
  /** Training likelihood of each restart; undefined for one that failed. */
  readonly restarts: readonly (number | undefined)[];
  /** Of all restarts together, where they ran. */
  readonly seconds: number;
}

/**
 * Fits every data set with every setting, seed and restart, as one job each, and gathers one table. The best restart is chosen by its
 * training likelihood alone: neither labels nor held-out rows have a say. A fit that fails, such as one of more components than rows, is
 * a row of the table; a job that fails, such as one whose data cannot be read, ends the sweep.
 *
 * @returns the rows in the order of the plan, whatever the order in which jobs ended
 * @example
 * ```ts
 * import { inlineExecutor, runOrThrow, sweep } from '@bcl/distributed';
 *
 * const train = { rows: 4, columns: 1, data: Float64Array.of(0, 1, 8, 9) };
 * const settings = [{ components: 1 }, { components: 2 }];
 * const rows = await runOrThrow(sweep(inlineExecutor(), { data: { four: { train } }, settings, seeds: [1] }));
 * rows.map(({ setting, seed }) => [setting.components, seed]); // => [[1, 1], [2, 1]]
 * ```
 */
export function sweep(
  executor: Executor,
  plan: SweepPlan,
  options: SweepOptions = {},
): TE.TaskEither<DistributedProblem, readonly SweepRow[]> {
  return async () => {
    const wrong = planProblem(plan);
    if (wrong !== undefined) return E.left(wrong);
    let file: ResultsFile | undefined;
    try {
      file = options.results === undefined ? undefined : await openResults(options.results);
      return await gather(executor, plan, options, file);
    } catch (error) {
      if (error instanceof ProblemError && isProblem(error.problem)) return E.left(error.problem as DistributedProblem);
      throw error;
    } finally {
      await file?.close();
    }
  };
}

async function gather(
  executor: Executor,
  plan: SweepPlan,
  { onFit, signal }: SweepOptions,
  file: ResultsFile | undefined,
): Promise<E.Either<DistributedProblem, readonly SweepRow[]>> {
  const jobs = jobsOf(plan);
  const outputs = new Map<string, FitOutput>();
  const writes: Promise<void>[] = [];
  const there = (id: string, job: FitInput, output: FitOutput): void => {
    outputs.set(id, output);
    onFit?.({ job, output, finished: outputs.size, total: jobs.length });
  };
  for (const { id, input } of jobs) {
    const known = file?.finished.get(id);
    if (known !== undefined) there(id, input, known);
  }
  const open = jobs.filter(({ id }) => !outputs.has(id));
  const done = await executor.run(fitTask, open, {
    shared: plan.data,
    ...(signal === undefined ? {} : { signal }),
    onResult: ({ id, input }, output) => {
      if (file !== undefined) writes.push(file.add(id, output));
      there(id, input, output);
    },
  })();
  // Also where a job failed: what is finished stays.
  await Promise.all(writes);
  if (E.isLeft(done)) return done;
  return E.right(
    tableOf(
      plan,
      jobs.map(({ id }) => outputs.get(id)),
    ),
  );
}

function tableOf(
  { data, settings, seeds, restarts = 1 }: SweepPlan,
  outputs: readonly (FitOutput | undefined)[],
): SweepRow[] {
  const rows: SweepRow[] = [];
  let at = 0;
  for (const name of Object.keys(data))
    for (const setting of settings)
      for (const seed of seeds) {
        const own = outputs.slice(at, (at += restarts));
        rows.push({ data: name, setting, seed, ...bestOf(own) });
      }
  return rows;
}

function bestOf(outputs: readonly (FitOutput | undefined)[]): Omit<SweepRow, 'data' | 'setting' | 'seed'> {
  let restart: number | undefined;
  let scores: FitScores | undefined;
  let failed: string | undefined;
  let seconds = 0;
  const restarts = outputs.map((output, index) => {
    seconds += output?.seconds ?? 0;
    if (output !== undefined && 'failed' in output) failed = output.failed;
    if (output === undefined || !('scores' in output)) return undefined;
    if (scores === undefined || output.scores.logLikelihood > scores.logLikelihood) {
      restart = index;
      scores = output.scores;
    }
    return output.scores.logLikelihood;
  });
  return { restart, scores, failed: scores === undefined ? failed : undefined, restarts, seconds };
}
