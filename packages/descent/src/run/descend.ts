import { problem, ProblemError, type Problem } from '@bcl/errors';
import type { Mixture } from '@bcl/em';
import type { Matrix } from '@bcl/linalg';
import { run, type Matching, type MatchingSampler } from '@bcl/matching';
import type { ObjectiveLike } from '@bcl/objectives';
import { fold, key as keyOf, type Key } from '@bcl/random';
import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { refuseOption, type StepProblem } from '../failure';
import { mixtureDescent, type DescentInfo } from '../learner/learner';
import type { DescentOptions } from '../learner/options';
import { mixtureOfState, type DescentState } from '../state/state';

/** What is told about each step. */
export interface DescentProgress {
  /** The step just taken, counted from 0. */
  readonly step: number;
  /** The state after it: a checkpoint. */
  readonly state: DescentState;
  readonly info: DescentInfo;
  readonly matching: Matching<ObjectiveLike>;
}

/** A run from start to end. */
export interface DescendOptions extends Omit<DescentOptions, 'target'> {
  /** Draws what each step matches. */
  readonly matchings: MatchingSampler<ObjectiveLike>;
  /** A whole number or a key; 0 by default. */
  readonly seed?: number | Key;
  /** Samples of the data, for objectives that need them; drawn from the target without it. */
  readonly batch?: Matrix;
  /** Ends the run between two steps once aborted. */
  readonly signal?: AbortSignal;
  /** Called after every step. */
  readonly onProgress?: (progress: DescentProgress) => void;
  /** Steps between two pauses in which timers and signals get their turn; 1 by default. */
  readonly pause?: number;
  /** Goes on from a state instead of the start; the same options and seed give what an uninterrupted run gives. */
  readonly resume?: DescentState;
}

/** What a run comes to. */
export interface Descended {
  readonly model: Mixture;
  /** The state after the last step. */
  readonly state: DescentState;
}

/** A run that was cancelled: how far it got. Resume from its `state`. */
export interface Cancelled extends Problem<'Cancelled'>, Descended {}

/** What may go wrong with a run. */
export type DescentProblem = StepProblem | Cancelled;

/**
 * Fits a mixture to a known density by descending on matchings.
 *
 * Same options and seed: the same bits on one engine, also when the run is cancelled and resumed.
 *
 * @returns a task: `InvalidOption` for options that cannot be, `Cancelled`, `CovarianceCollapse`, `NumericalFailure` and
 *   `UnsupportedObjective` on the left
 * @example
 * ```ts
 * import { mixtureOf, orThrow, runOrThrow } from '@bcl/em';
 * import { cornerStart, descend, rotatedMarginals } from '@bcl/descent';
 * import { key } from '@bcl/random';
 *
 * const target = orThrow(mixtureOf({ means: [[1, 2]], covariances: [0.5], covarianceType: 'spherical' }));
 * const start = cornerStart(key(1), { components: 1, center: 0 });
 * const matchings = rotatedMarginals({ objective: 'reverseKL', steps: 100 });
 * const { model } = await runOrThrow(descend(target, { start, matchings, steps: 100, innerSteps: 5 }));
 * Array.from(model.means, Math.round); // => [1, 2]
 * ```
 */
export function descend(target: Mixture, options: DescendOptions): TaskEither<DescentProblem, Descended> {
  return async () => {
    try {
      return await walk(target, options);
    } catch (error) {
      if (error instanceof ProblemError) return E.left(error.problem as StepProblem);
      throw error;
    }
  };
}

async function walk(target: Mixture, options: DescendOptions): Promise<E.Either<DescentProblem, Descended>> {
  const { matchings, seed = 0, batch, signal, onProgress, pause = 1, resume, steps } = options;
  const learner = mixtureDescent({ ...options, target });
  if (!Number.isSafeInteger(pause) || pause < 1)
    refuseOption(`pause is ${String(pause)}`, 'give a whole number of steps, at least 1');
  if (resume !== undefined && !(resume.step <= steps))
    refuseOption(`the state to resume from has taken ${resume.step} of ${steps} steps`, 'steps counts the whole run');
  const key = typeof seed === 'object' ? seed : keyOf(seed);
  let state = resume ?? learner.init(fold(key, 'init'), batch);
  const plan = { key, dimension: target.dimension, matchings, steps, from: state.step, state, batch, signal };
  for await (const report of run(learner, { ...plan, pauseEvery: pause })) {
    state = report.state;
    onProgress?.(report);
  }
  const descended = { model: mixtureOfState(state), state };
  if (state.step === steps) return E.right(descended);
  const cancelled = problem('Cancelled', {
    what: `the descent was cancelled after ${state.step} of ${steps} steps`,
    hint: 'resume from its `state` to go on',
  });
  return E.left({ ...cancelled, ...descended });
}
