import type { Key } from '@bcl/random';
import type { Learner } from './learner';
import { advance, keyOf, requirePlan, startingState } from './plan';
import type { Plan, Report } from './plan';

/** Options of {@link runSync}. */
export type RunSyncOptions<State, Batch, Objective> = Plan<State, Objective> &
  (
    | { readonly batch: Batch; readonly batches?: undefined }
    | { readonly batches: (key: Key, step: number) => Batch; readonly batch?: undefined }
  );

/**
 * The synchronous twin of `run`: the same steps, to the bit, without pauses and without a signal. It is for tests and short
 * runs; while it works nothing else does.
 *
 * @throws RangeError for a plan that cannot be carried out, as `run` does
 * @example
 * ```ts
 * import { joint } from '@bcl/masks';
 * import { matchingSampler, runSync } from '@bcl/matching';
 * import type { Learner } from '@bcl/matching';
 * import { key } from '@bcl/random';
 * const counter: Learner<number, number, string, undefined> = {
 *   init: () => 0,
 *   step: (_key, total, batch) => [total + batch, `added ${batch}`],
 * };
 * const matchings = matchingSampler({ task: joint(), objective: undefined });
 * const reports = [...runSync(counter, { key: key(1), dimension: 2, matchings, batch: 3, steps: 4 })];
 * reports.map(({ state }) => state); // => [3, 6, 9, 12]
 * ```
 */
export function runSync<State, Batch, Info, Objective>(
  learner: Learner<State, Batch, Info, Objective>,
  options: RunSyncOptions<State, Batch, Objective>,
): Generator<Report<State, Info, Objective>, void, void> {
  requirePlan(options);
  return reports(learner, options);
}

function* reports<State, Batch, Info, Objective>(
  learner: Learner<State, Batch, Info, Objective>,
  options: RunSyncOptions<State, Batch, Objective>,
): Generator<Report<State, Info, Objective>, void, void> {
  const { steps, from = 0 } = options;
  let last: { readonly state: State } | undefined;
  for (let step = from; step < steps; step++) {
    const batch = options.batches ? options.batches(keyOf(options, 'batch', step), step) : options.batch;
    const report = advance(learner, options, step, last ?? { state: startingState(learner, options, batch) }, batch);
    yield report;
    last = report;
  }
}
