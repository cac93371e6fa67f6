import { fold } from '@bcl/random';
import type { Key } from '@bcl/random';
import type { Learner } from './learner';
import type { Matching, MatchingSampler } from './matching';

/** What a run draws its steps from. `run` and `runSync` add where the batches come from. */
export interface Plan<State, Objective> {
  /** The run's seed: everything that is drawn is drawn from it, the purpose and the step. */
  readonly key: Key;
  /** Number of coordinates D that matchings are drawn over, ≥ 1. */
  readonly dimension: number;
  /** Draws what each step matches. */
  readonly matchings: MatchingSampler<Objective>;
  /** Number of steps of the whole run: it ends after step `steps` − 1, wherever it starts. */
  readonly steps: number;
  /** The first step to take, 0 … `steps`; 0 without it. Above 0 it needs `state`. */
  readonly from?: number;
  /** The state to start with; the learner's `init` makes one without it. */
  readonly state?: State;
  /** Steps that share one matching before the next is drawn, ≥ 1; 1 without it. */
  readonly hold?: number;
}

/** What a run reports after each step. */
export interface Report<State, Info, Objective> {
  /** The step just taken, counted from 0. A run with `from: step + 1` and this `state` goes on from here. */
  readonly step: number;
  /** The state after the step. */
  readonly state: State;
  /** What the learner has to show about the step. */
  readonly info: Info;
  /** What the step matched. */
  readonly matching: Matching<Objective>;
}

/** Throws unless the plan can be carried out. */
export function requirePlan({ dimension, steps, from = 0, state, hold = 1 }: Plan<unknown, unknown>): void {
  const requireCount = (what: string, value: number, least: number): void => {
    if (!Number.isSafeInteger(value) || value < least) {
      throw new RangeError(`${what} must be an integer of at least ${least}, got ${value}`);
    }
  };
  requireCount('dimension', dimension, 1);
  requireCount('steps', steps, 0);
  requireCount('from', from, 0);
  requireCount('hold', hold, 1);
  if (from > steps) {
    throw new RangeError(
      `the run has ${steps} steps and cannot start from ${from}; steps counts the whole run, not what is left`,
    );
  }
  if (from > 0 && state === undefined) {
    throw new RangeError(
      `a run from step ${from} needs the state after step ${from - 1}; pass it as state, or start from 0`,
    );
  }
}

/** The key of one purpose at one step. */
export function keyOf(plan: { readonly key: Key }, purpose: 'batch' | 'matching' | 'step', step: number): Key {
  return fold(fold(plan.key, purpose), step);
}

/** The state a run starts with, given the batch of its first step. */
export function startingState<State, Batch, Info, Objective>(
  learner: Learner<State, Batch, Info, Objective>,
  plan: Plan<State, Objective>,
  batch: Batch,
): State {
  return plan.state === undefined ? learner.init(fold(plan.key, 'init'), batch) : plan.state;
}

/** Takes one step: its randomness depends on the key and the step only, never on the steps before it. */
export function advance<State, Batch, Info, Objective>(
  learner: Learner<State, Batch, Info, Objective>,
  plan: Plan<State, Objective>,
  step: number,
  last: { readonly state: State },
  batch: Batch,
): Report<State, Info, Objective> {
  const { hold = 1 } = plan;
  const drawnAt = step - (step % hold);
  const matching = plan.matchings(keyOf(plan, 'matching', drawnAt), plan.dimension, drawnAt);
  const [state, info] = learner.step(keyOf(plan, 'step', step), last.state, batch, matching);
  return { step, state, info, matching };
}
