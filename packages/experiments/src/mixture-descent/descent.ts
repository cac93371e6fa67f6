import { mixtureDescent, mixtureOfState, stateOf, type DescentOptions, type DescentState } from '@bcl/descent';
import type { Mixture } from '@bcl/em';
import { ProblemError, type Problem } from '@bcl/errors';
import type { MethodTools } from '@bcl/lab';
import { run, type MatchingSampler } from '@bcl/matching';
import type { ObjectiveLike } from '@bcl/objectives';
import type { Key } from '@bcl/random';
import type { Checkpoint } from './checkpoint';
import { frameOf, type Frame } from './frames';

/** How a model is brought to the target: the matchings it steps on, how many, and the size of the steps. */
export interface DescentRecipe extends Omit<DescentOptions, 'target' | 'steps'> {
  readonly matchings: MatchingSampler<ObjectiveLike>;
  /** Matchings of the whole run. */
  readonly steps: number;
}

/** What is kept of a descent on the way; plain JSON. */
export type Trace = {
  /** Matchings after which the model was measured; 0 is the start. */
  readonly steps: number[];
  /** By name, what was measured then. */
  readonly values: { readonly [name: string]: number[] };
  /** Mean effective sample size of the gradient's weights, a fraction, between a place of `steps` and the one before it; from the second place on. */
  readonly effectiveSampleSize: number[];
  readonly frames: Frame[];
};

/** What {@link tracedDescent} is asked for. */
export interface TracedDescent {
  readonly target: Mixture;
  readonly start: Mixture;
  readonly recipe: DescentRecipe;
  readonly key: Key;
  /** Matchings after which to measure, ascending; the start is always measured. */
  readonly measureAt: readonly number[];
  readonly measure: (model: Mixture, step: number) => Readonly<Record<string, number>>;
  /** Matchings after which to keep a frame. */
  readonly framesAt: readonly number[];
  readonly tools: MethodTools;
  readonly checkpoint: Checkpoint<SavedDescent>;
  /** Whether a model that collapses is a result; by default it is an error. */
  readonly keepCollapse?: boolean;
}

/** What a descent comes to. */
export interface Traced {
  /** The last model; before the collapse, where there was one. */
  readonly model: Mixture;
  readonly trace: Trace;
  /** Why the descent ended early, where it did and that was to be kept: the values from there on are NaN. */
  readonly collapse?: string;
}

/** All that a descent goes on from. */
export interface SavedDescent {
  /** Matchings done. */
  readonly done: number;
  readonly state: DescentState;
  readonly trace: Trace;
  /** Sum and number of the effective sample sizes since the last measurement. */
  readonly pending: readonly [sum: number, count: number];
}

/** Matchings between two checkpoints, as a part of the run. */
const betweenCheckpoints = 1 / 20;

/**
 * Runs a recipe to its end from `start`, or from where an interrupted run has left its checkpoint, with the same result to
 * the bit, and keeps a trace. At the signal it leaves a checkpoint and gives back the model as it stands.
 *
 * @throws ProblemError `CovarianceCollapse` or `NumericalFailure` unless that is to be kept, and whatever else a step throws
 */
export async function tracedDescent(request: TracedDescent): Promise<Traced> {
  const { target, start, recipe, key, tools, checkpoint } = request;
  const { matchings, steps, ...options } = recipe;
  const learner = mixtureDescent({ ...options, target, steps });
  const measured = new Set(request.measureAt);
  const shown = new Set(request.framesAt);
  let saved = (await checkpoint.read()) ?? {
    done: 0,
    state: stateOf(start),
    trace: begin(request),
    pending: [0, 0] as const,
  };
  const every = Math.max(1, Math.round(steps * betweenCheckpoints));
  const plan = { key, dimension: target.dimension, matchings, steps, from: saved.done, state: saved.state };
  let collapse: string | undefined;
  try {
    for await (const { step, state, info } of run(learner, {
      ...plan,
      batch: undefined,
      signal: tools.signal,
      pauseEvery: 10,
    })) {
      const done = step + 1;
      const { trace } = saved;
      let pending: SavedDescent['pending'] = [saved.pending[0] + info.effectiveSampleSize, saved.pending[1] + 1];
      if (measured.has(done)) {
        const values = request.measure(mixtureOfState(state), done);
        tools.report(done / steps, { step: done, ...values });
        trace.steps.push(done);
        for (const [name, value] of Object.entries(values)) trace.values[name].push(value);
        trace.effectiveSampleSize.push(pending[0] / pending[1]);
        pending = [0, 0];
      }
      if (shown.has(done)) trace.frames.push(frameOf(done, mixtureOfState(state)));
      saved = { done, state, trace, pending };
      if (done % every === 0 && done < steps) await checkpoint.write(saved);
    }
  } catch (error) {
    collapse = request.keepCollapse === true ? collapseIn(error) : undefined;
    if (collapse === undefined) throw error;
    for (const place of new Set(request.measureAt)) if (place > saved.done) noteMissing(saved.trace, place);
  }
  // A result that comes after the signal is thrown away, so the last state is kept even when it is the end.
  if (tools.signal.aborted) await checkpoint.write(saved);
  else await checkpoint.remove();
  return { model: mixtureOfState(saved.state), trace: saved.trace, ...(collapse === undefined ? {} : { collapse }) };
}

function begin({ start, measure, framesAt }: TracedDescent): Trace {
  const values = Object.entries(measure(start, 0)).map(([name, value]): [string, number[]] => [name, [value]]);
  const frames = framesAt.includes(0) ? [frameOf(0, start)] : [];
  return { steps: [0], values: Object.fromEntries(values), effectiveSampleSize: [], frames };
}

/** What a collapse shows up as: a factor too small by itself, or a covariance that is singular in a space of comparison. */
const collapses: readonly string[] = ['CovarianceCollapse', 'NumericalFailure'];

/** The message of a collapse, if that is what was thrown. */
function collapseIn(error: unknown): string | undefined {
  return error instanceof ProblemError && collapses.includes((error.problem as Problem)._tag)
    ? error.message
    : undefined;
}

/** A place that a collapsed descent did not reach. */
function noteMissing({ steps, values, effectiveSampleSize }: Trace, place: number): void {
  steps.push(place);
  effectiveSampleSize.push(NaN);
  for (const list of Object.values(values)) list.push(NaN);
}

/** What was measured last, by name. */
export function lastValues({ values }: Trace): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(values).map(([name, list]) => [name, list[list.length - 1]]));
}
