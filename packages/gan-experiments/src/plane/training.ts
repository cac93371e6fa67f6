import type { Checkpoint } from '@bcl/experiments';
import { createGan, openModel, startTraining, type GanState } from '@bcl/gan';
import type { MethodTools } from '@bcl/lab';
import { fold, type Key } from '@bcl/random';
import { networkAnswers, networkRows, type Answers } from './answers';
import { planeConfig, planeTraining, type PlaneMethod, type PlaneSettings } from './recipes';
import { planePoints, type PlaneTruth } from './truth';

/** What is kept of a training on the way; plain JSON. */
export type PlaneTrace = {
  /** Steps after which the model was measured; 0 is the start. */
  readonly steps: number[];
  /** Seconds of training up to then, without measuring. */
  readonly seconds: number[];
  /** By name, what was measured then. */
  readonly values: { readonly [name: string]: number[] };
};

/** All that a training goes on from. */
export interface SavedTraining {
  readonly state: GanState;
  readonly trace: PlaneTrace;
  readonly seconds: number;
}

/** What {@link trainOnPlane} is asked for. */
export interface PlaneRun {
  readonly truth: PlaneTruth;
  readonly method: PlaneMethod;
  readonly settings: PlaneSettings;
  readonly key: Key;
  /** Steps after which to measure, ascending, the last step among them. */
  readonly measureAt: readonly number[];
  readonly measure: (answers: Answers) => Readonly<Record<string, number>>;
  readonly tools: MethodTools;
  /** Milliseconds of a clock that never goes back. */
  readonly clock: () => number;
  readonly checkpoint: Checkpoint<SavedTraining>;
}

/** Steps between two looks for a signal. */
const betweenPauses = 5;

/**
 * Trains on rows drawn anew from the truth in every step, or goes on where an interrupted run has left its checkpoint, with
 * the same result to the bit on the same backend. At a signal it leaves a checkpoint and gives back what there is.
 *
 * @throws ProblemError `Diverged` when a loss explodes; the checkpoint is then the last good state
 */
export async function trainOnPlane(run: PlaneRun): Promise<SavedTraining> {
  const { truth, method, settings, key, tools, clock, checkpoint } = run;
  const measured = new Set(run.measureAt);
  const begun = (await checkpoint.read()) ?? start(run);
  const training = startTraining(begun.state, { ...planeTraining(method, settings), key: fold(key, 'training') });
  const { trace } = begun;
  let { seconds } = begun;
  const saved = (): SavedTraining => ({ state: training.state(), trace, seconds });
  try {
    if (trace.steps.length === 0) measure(run, begun.state, trace, seconds);
    while (training.step < settings.steps && !tools.signal.aborted) {
      const from = clock();
      const rows = planePoints(truth, fold(fold(key, 'rows'), training.step), settings.batch);
      training.advance(networkRows(rows, truth.scale));
      seconds += (clock() - from) / 1000;
      if (measured.has(training.step)) {
        const now = saved();
        measure(run, now.state, trace, seconds);
        await checkpoint.write(now);
      }
      if (training.step % betweenPauses === 0) await tools.pause();
    }
    return saved();
  } finally {
    // What was done since the last checkpoint is not lost, be it a signal or a loss that exploded.
    if (training.step < settings.steps) await checkpoint.write(saved());
    training.dispose();
  }
}

/** Answers of the moving average of a state. The model is gone when `use` has come to its end. */
export function withAnswers<A>(state: GanState, truth: PlaneTruth, use: (answers: Answers) => A): A {
  const model = openModel({ config: state.config, average: state.average });
  try {
    return use(networkAnswers(model, truth));
  } finally {
    model.dispose();
  }
}

function start({ settings, key }: PlaneRun): SavedTraining {
  const state = createGan(fold(key, 'networks'), planeConfig(settings));
  return { state, trace: { steps: [], seconds: [], values: {} }, seconds: 0 };
}

function measure(run: PlaneRun, state: GanState, trace: PlaneTrace, seconds: number): void {
  const values = withAnswers(state, run.truth, run.measure);
  run.tools.report(state.step / run.settings.steps, { step: state.step, ...values });
  trace.steps.push(state.step);
  trace.seconds.push(seconds);
  const own = trace.values as Record<string, number[]>; // still without names at the start
  for (const [name, value] of Object.entries(values)) (own[name] ??= []).push(value);
}
