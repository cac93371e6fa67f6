import type { BackendName } from '@bcl/backend';
import type { GanConfig } from '@bcl/gan';

/** What a program is asked to do: training steps from given weights, all on the same rows. Both sides read the same files. */
export interface TrainingJob {
  /** Checkpoint to begin with. */
  readonly checkpoint: string;
  /** File of little-endian float32, row by row: one batch, which every step is given. */
  readonly rows: string;
  /** Rows in the batch. */
  readonly batch: number;
  /** Factor γ of R1, the penalty γ / 2 · ‖∇_x D‖² at the real rows, in every step; 0 for none. */
  readonly gamma: number;
  /** Steps before the first timing, at least 1. */
  readonly warmUp: number;
  /** Steps that are timed, at least 1. */
  readonly steps: number;
}

/** The same for our side, which has several backends. */
export interface OwnTrainingJob extends TrainingJob {
  readonly backend: BackendName;
}

/** Where a case's files go. */
export interface PrepareTrainingJob {
  readonly config: GanConfig;
  readonly batch: number;
  readonly checkpoint: string;
  readonly rows: string;
}

/** What a program reports: a type, so that it counts as plain JSON. */
export type TrainingTimings = {
  /** Wall-clock time of each step. */
  readonly milliseconds: readonly number[];
  /** Processor time of a step, of all threads together, the mean: what other programs on the machine do not lengthen. */
  readonly processorMilliseconds: number;
  /** Resident memory of the whole process, in units of 10^6 bytes; growth that ends lies before `halfway`. */
  readonly megabytes: {
    readonly afterWarmUp: number;
    readonly halfway: number;
    readonly end: number;
    readonly peak: number;
  };
  /** Tensors that there are more after the last step than before the first timed one. */
  readonly tensorsAdded: number;
  /** Mean logit of the rows at the weights to begin with: a sign that both programs have the same network. */
  readonly realLogit: number;
  /** The penalty there; 0 where there is none. A sign that both differentiate the same. */
  readonly penalty: number;
};

/** How far apart two programs may be that did the same work in single precision, relative to the size. */
const AGREEMENT = 1e-3;

/** Whether two programs had the same network and penalty, as far as their numbers at the start say. */
export function sameTraining(
  a: Pick<TrainingTimings, 'realLogit' | 'penalty'>,
  b: Pick<TrainingTimings, 'realLogit' | 'penalty'>,
): boolean {
  const close = (x: number, y: number): boolean =>
    Math.abs(x - y) <= AGREEMENT * Math.max(0.1, Math.abs(x), Math.abs(y));
  return close(a.realLogit, b.realLogit) && close(a.penalty, b.penalty);
}
