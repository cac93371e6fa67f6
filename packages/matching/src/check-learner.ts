import { fold } from '@bcl/random';
import { difference } from './difference';
import type { Learner } from './learner';
import { requirePlan } from './plan';
import type { Plan } from './plan';
import { runSync } from './run-sync';

/** What {@link checkLearner} lets a learner do. */
export interface LearnerTrial<Batch, Objective> extends Pick<
  Plan<never, Objective>,
  'key' | 'dimension' | 'matchings'
> {
  /** The batch of every step. */
  readonly batch: Batch;
  /** Steps of the trial, ≥ 2; 4 without it. */
  readonly steps?: number;
}

/**
 * Holds a learner to the contract of `Learner`, by trial: it is deterministic, writes to none of its arguments, keeps nothing
 * outside its state, and its state is plain data from which a run resumes. Equality is to the bit.
 *
 * @returns what is wrong, one line each; an empty list when nothing is. What the learner throws is passed on.
 * @throws RangeError when `steps` is not an integer ≥ 2 or the trial cannot be run
 * @example
 * ```ts
 * import { joint } from '@bcl/masks';
 * import { checkLearner, matchingSampler } from '@bcl/matching';
 * import type { Learner } from '@bcl/matching';
 * import { key } from '@bcl/random';
 * const trial = { key: key(1), dimension: 2, batch: 3, matchings: matchingSampler({ task: joint(), objective: undefined }) };
 * const good: Learner<{ sum: number }, number, null, undefined> = {
 *   init: () => ({ sum: 0 }),
 *   step: (_key, { sum }, batch) => [{ sum: sum + batch }, null],
 * };
 * checkLearner(good, trial); // => []
 * const bad: typeof good = { ...good, step: (_key, state, batch) => [Object.assign(state, { sum: state.sum + batch }), null] };
 * checkLearner(bad, trial)[0]; // => 'step writes to its state: state.sum is 0 and 3'
 * ```
 */
export function checkLearner<State, Batch, Info, Objective>(
  learner: Learner<State, Batch, Info, Objective>,
  { steps = 4, ...trial }: LearnerTrial<Batch, Objective>,
): readonly string[] {
  if (!Number.isSafeInteger(steps) || steps < 2) throw new RangeError(`a trial needs at least 2 steps, got ${steps}`);
  requirePlan({ ...trial, steps });
  const { key, dimension, matchings, batch } = trial;
  const batchBefore = copyOf(batch);
  const first = learner.init(key, batch);
  const copy = copyOf(first);
  if (!copy) return ['the state is not plain data: structuredClone refuses it, so it cannot be a checkpoint'];

  const wrong: string[] = [];
  const expectSame = (a: unknown, b: unknown, name: string, fault: string): void => {
    const found = difference(a, b, name);
    if (found !== undefined) wrong.push(`${fault}: ${found}`);
  };
  expectSame(copy.value, first, 'state', 'the state is not plain data, a copy of it differs');
  expectSame(copy.value, learner.init(key, batch), 'state', 'init is not deterministic');

  const matching = matchings(fold(key, 'matching'), dimension, 0);
  const takeStep = (state: State) => learner.step(fold(key, 'step'), state, batch, matching);
  const once = copyOf(takeStep(first));
  expectSame(copy.value, first, 'state', 'step writes to its state');
  if (!once) return [...wrong, 'the state or info after a step is not plain data: structuredClone refuses it'];
  const [state, info] = takeStep(structuredClone(copy.value));
  expectSame(once.value[0], state, 'state', 'step is not deterministic');
  expectSame(once.value[1], info, 'info', 'step is not deterministic');
  if (batchBefore) expectSame(batchBefore.value, batch, 'batch', 'init or step writes to its batch');
  if (wrong.length > 0) return wrong;

  const states = Array.from(runSync(learner, { ...trial, steps }), (report) => structuredClone(report.state));
  for (let from = 1; from < steps; from++) {
    const resumed = runSync(learner, { ...trial, steps, from, state: structuredClone(states[from - 1]) });
    const [last] = Array.from(resumed, (report) => report.state).slice(-1);
    expectSame(states[steps - 1], last, 'state', `a run resumed at step ${from} ends elsewhere`);
  }
  return wrong;
}

/** A deep copy, or undefined where the value is no plain data. Wrapped, because the value itself may be undefined. */
function copyOf<A>(value: A): { readonly value: A } | undefined {
  try {
    return { value: structuredClone(value) };
  } catch {
    return undefined;
  }
}
