import type { Key } from '@bcl/random';
import type { Learner } from './learner';
import { advance, keyOf, requirePlan, startingState } from './plan';
import type { Plan, Report } from './plan';

/** The same batch in every step, or a batch made for each step; what is made must depend on the key and the step only. */
export type BatchSource<Batch> =
  | { readonly batch: Batch; readonly batches?: undefined }
  | { readonly batches: (key: Key, step: number) => Batch | PromiseLike<Batch>; readonly batch?: undefined };

/** Options of {@link run}. */
export type RunOptions<State, Batch, Objective> = Plan<State, Objective> &
  BatchSource<Batch> & {
    /** Ends the run between two steps once aborted. */
    readonly signal?: AbortSignal;
    /** Steps between two pauses in which timers, signals and input get their turn, ≥ 1; 1 without it. */
    readonly pauseEvery?: number;
  };

/**
 * Runs a learner: draws a matching, takes a step on it, reports, and draws again. The caller owns the loop.
 *
 * Everything drawn in step n is drawn from (key, purpose, n), so that a run that is stopped and resumed from its last report
 * takes the same steps, to the bit, as one that is not:
 * `run(learner, { ...options, from: report.step + 1, state: report.state })`.
 *
 * An aborted run ends as if it were done, without an error: the last report holds the last whole step. The run pauses for the
 * event loop between steps, so an abort from a timer or a key press arrives.
 *
 * @throws RangeError, before anything is drawn, for a plan that cannot be carried out: `steps`, `from`, `dimension`, `hold` or
 *   `pauseEvery` that are no such counts, `from` beyond `steps`, or `from` above 0 without a state. What the learner, the
 *   sampler or the batches throw is passed on.
 * @example
 * ```ts
 * import { joint } from '@bcl/masks';
 * import { matchingSampler, run } from '@bcl/matching';
 * import type { Learner } from '@bcl/matching';
 * import { key } from '@bcl/random';
 * const counter: Learner<number, number, string, undefined> = {
 *   init: () => 0,
 *   step: (_key, total, batch) => [total + batch, `added ${batch}`],
 * };
 * const matchings = matchingSampler({ task: joint(), objective: undefined });
 * let last = 0;
 * for await (const { state } of run(counter, { key: key(1), dimension: 2, matchings, batch: 3, steps: 4 })) last = state;
 * last; // => 12
 * ```
 */
export function run<State, Batch, Info, Objective>(
  learner: Learner<State, Batch, Info, Objective>,
  options: RunOptions<State, Batch, Objective>,
): AsyncGenerator<Report<State, Info, Objective>, void, void> {
  const { pauseEvery = 1 } = options;
  requirePlan(options);
  if (!Number.isSafeInteger(pauseEvery) || pauseEvery < 1) {
    throw new RangeError(`pauseEvery must be an integer of at least 1, got ${pauseEvery}`);
  }
  return reports(learner, options, pauseEvery);
}

async function* reports<State, Batch, Info, Objective>(
  learner: Learner<State, Batch, Info, Objective>,
  options: RunOptions<State, Batch, Objective>,
  pauseEvery: number,
): AsyncGenerator<Report<State, Info, Objective>, void, void> {
  const { steps, from = 0, signal } = options;
  let last: { readonly state: State } | undefined;
  for (let step = from; step < steps; step++) {
    if ((step - from) % pauseEvery === 0) await pause();
    if (signal?.aborted) return;
    const batch = options.batches ? await options.batches(keyOf(options, 'batch', step), step) : options.batch;
    if (signal?.aborted) return;
    const report = advance(learner, options, step, last ?? { state: startingState(learner, options, batch) }, batch);
    yield report;
    last = report;
  }
}

/** Gives timers, signals and input their turn. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}
