import { combine, update, type Mixture, type Statistics } from '@bcl/em';
import { isProblem, problem, ProblemError } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';
import type * as TE from 'fp-ts/lib/TaskEither.js';
import type { DistributedProblem, Executor, Job, Task } from '../executor/executor';
import { nameOf, type ShardReference } from '../shards/reference';
import { combineMoments, momentsTask, type Moments } from '../task/moments';
import { statisticsTask, unpack } from '../task/statistics';
import { proportionalSample, sampleOfShard, startOf } from './first-look';
import { fingerprintOf, invalid, optionProblem, settingsOf, type JobReport, type ShardedFitOptions } from './options';
import { logDensityShift, noScaling, standardScaling, unscaleMixture } from './standardise';
import { FORMAT, VERSION, type ShardedState } from './state';

/** A mixture fitted over shards. */
export interface ShardedFit {
  readonly model: Mixture;
  /** Mean log-density per row of all shards under the model, in nats. */
  readonly logLikelihood: number;
  /** False when `maxPasses` ended it. */
  readonly converged: boolean;
  /** EM passes. */
  readonly passes: number;
  readonly rows: number;
  /** Mean log-density per row before each pass's update. */
  readonly history: readonly number[];
}

/**
 * Fits one mixture to rows that lie in shards, wherever the executor's workers are: EM, one job per shard and pass. A first look finds
 * the columns' moments, for scaling, and a sample, for the start; a last one scores the result.
 *
 * The statistics of the shards are added in their order, so that the result does not depend on who did what when, and is that of `fit`
 * on all rows from the same start up to rounding (1e-9). A job handed over carries the statistics of its shard alone: for K components
 * and D columns 8 K D²/2 bytes, 46 kB as JSON at K = 32, D = 16, but 33 MB at K = 10, D = 784; the coordinator holds one such for each
 * shard.
 *
 * @returns the mixture; problems name the job and its shard, and nothing is lost but the pass that was under way
 * @example
 * ```ts
 * import { inlineExecutor, runOrThrow, shardedFit, shardsOf } from '@bcl/distributed';
 * import { writeFileSync } from 'node:fs';
 *
 * writeFileSync('rows.csv', '0\n2\n4\n6\n');
 * const shards = await runOrThrow(shardsOf('rows.csv', { count: 2 }));
 * const { model } = await runOrThrow(shardedFit(inlineExecutor(), shards, { components: 1 }));
 * model.means; // => [3]
 * ```
 */
export function shardedFit(
  executor: Executor,
  shards: readonly ShardReference[],
  options: ShardedFitOptions,
): TE.TaskEither<DistributedProblem, ShardedFit> {
  return async () => {
    const wrong = optionProblem(shards, options);
    if (wrong !== undefined) return E.left(wrong);
    try {
      return E.right(await new Run(executor, shards, options).fit());
    } catch (error) {
      // Only this package's problems are thrown as such in here.
      if (error instanceof ProblemError && isProblem(error.problem)) return E.left(error.problem as DistributedProblem);
      throw error;
    }
  };
}

/** One call of `shardedFit`. */
class Run {
  constructor(
    private readonly executor: Executor,
    private readonly shards: readonly ShardReference[],
    private readonly options: ShardedFitOptions,
  ) {}

  async fit(): Promise<ShardedFit> {
    const { tolerance = 1e-6, maxPasses = 100, floor = 1e-6, ridge = 0, onCheckpoint } = this.options;
    let state = this.options.resume ?? (await this.begin());
    while (!state.converged && state.pass < maxPasses) {
      const statistics = await this.statistics(state, 'em');
      const logLikelihood = this.meanOf(statistics, state);
      const last = state.history.at(-1) ?? -Infinity;
      state = {
        ...state,
        pass: state.pass + 1,
        mixture: update(state.mixture, statistics, { floor, ridge }),
        // One component is solved by one pass when nothing is missing.
        converged: Math.abs(logLikelihood - last) < tolerance || (state.mixture.components === 1 && state.complete),
        history: [...state.history, logLikelihood],
      };
      await onCheckpoint?.(state);
    }
    const statistics = await this.statistics(state, 'score');
    return {
      model: unscaleMixture(state.mixture, state.scaling),
      logLikelihood: this.meanOf(statistics, state),
      converged: state.converged,
      passes: state.pass,
      rows: state.rows,
      history: state.history,
    };
  }

  /** The first look: moments for the scaling, a sample for the start. */
  private async begin(): Promise<ShardedState> {
    const settings = settingsOf(this.options);
    const { components, covarianceType, scale, sampleRows, seed } = settings;
    const fingerprint = fingerprintOf(this.shards, settings);
    const run = this.options.run ?? fingerprint;
    // A start of the caller's needs no sample.
    const sample = this.options.start === undefined ? sampleOfShard(sampleRows, this.shards.length) : 0;
    const jobs = this.shards.map((shard, index) => ({
      id: `${run}/look/shard-${index}`,
      input: { shard, sample, seed, index },
    }));
    const looks = await this.pass({ pass: 0, kind: 'look' }, momentsTask, jobs, undefined);
    this.checkWidths(looks);
    await this.options.onPass?.({
      pass: 0,
      kind: 'look',
      logLikelihood: undefined,
      jobSeconds: looks.map(({ seconds }) => seconds),
    });
    const all = looks.reduce(combineMoments);
    const empty = all.known.findIndex((known) => known === 0);
    if (empty >= 0) throw stop(invalid(`column ${empty} has no known cell in any shard`, 'leave the column out'));
    if (components > all.rows)
      throw stop(invalid(`components is ${components}, but the shards have ${all.rows} rows`, 'use fewer components'));
    const scaling = scale === 'standard' ? standardScaling(all, covarianceType) : noScaling(all.columns);
    const mixture = await startOf(
      this.options,
      sample === 0 ? all.sample : proportionalSample(looks, sampleRows),
      all.columns,
      scaling,
    );
    const state: ShardedState = {
      format: FORMAT,
      version: VERSION,
      run,
      fingerprint,
      pass: 0,
      converged: false,
      mixture,
      scaling,
      logDensityShift: logDensityShift(all, scaling),
      rows: all.rows,
      complete: all.known.every((known) => known === all.rows),
      history: [],
    };
    await this.options.onCheckpoint?.(state);
    return state;
  }

  /** The E step over all shards, added up in their order. */
  private async statistics(state: ShardedState, kind: 'em' | 'score'): Promise<Statistics> {
    const { mixture, scaling } = state;
    const pass = state.pass + 1;
    const name = kind === 'em' ? `pass-${pass}` : 'score';
    const jobs = this.shards.map((shard, index) => ({ id: `${state.run}/${name}/shard-${index}`, input: { shard } }));
    const parts = await this.pass({ pass, kind }, statisticsTask, jobs, { mixture, ...scaling });
    const [first, ...others] = parts.map((part) => unpack(part, mixture));
    const statistics = others.reduce((sum, part) => combine(sum, part), first);
    // Rows that came or went since the first look would go unnoticed otherwise: the likelihood is per row.
    if (statistics.totalWeight !== state.rows)
      throw stop(
        problem('UnreadableShard', {
          what: `The shards have ${statistics.totalWeight} rows in pass ${pass} where they had ${state.rows}`,
          why: 'a file was changed while it was fitted',
          hint: 'begin anew',
        }),
      );
    const logLikelihood = this.meanOf(statistics, state);
    await this.options.onPass?.({ pass, kind, logLikelihood, jobSeconds: parts.map(({ seconds }) => seconds) });
    return statistics;
  }

  private async pass<I, O extends { readonly seconds: number }>(
    place: Pick<JobReport, 'pass' | 'kind'>,
    task: Task<I, O>,
    jobs: readonly Job<I>[],
    shared: unknown,
  ): Promise<readonly O[]> {
    const { onJob, signal } = this.options;
    const places = new Map(jobs.map(({ id }, index) => [id, index]));
    const outcome = await this.executor.run(task, jobs, {
      shared,
      ...(signal === undefined ? {} : { signal }),
      onResult: ({ id }, { seconds }) => onJob?.({ ...place, shard: places.get(id) ?? 0, seconds }),
    })();
    if (E.isLeft(outcome)) throw stop(outcome.left);
    return outcome.right;
  }

  private meanOf({ logLikelihood, totalWeight }: Statistics, state: ShardedState): number {
    return logLikelihood / totalWeight - state.logDensityShift;
  }

  private checkWidths(looks: readonly Moments[]): void {
    const odd = looks.findIndex(({ columns }) => columns !== looks[0].columns);
    if (odd < 0) return;
    throw stop(
      problem('UnreadableShard', {
        what: `The shard has ${looks[odd].columns} columns where the first one has ${looks[0].columns}`,
        where: nameOf(this.shards[odd]),
      }),
    );
  }
}

/** A problem on its way out of the run. */
const stop = (found: DistributedProblem): ProblemError => new ProblemError(found);
