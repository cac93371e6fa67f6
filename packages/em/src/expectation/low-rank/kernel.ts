import type { Sums } from '../prepare';
import type { LowRankFactor } from './prepare';

/** What a kernel for low-rank covariances computes from: flat arrays and numbers. */
export interface LowRankInput {
  readonly components: number;
  /** D. */
  readonly width: number;
  /** K x D. */
  readonly means: Float64Array;
  readonly factors: readonly LowRankFactor[];
  /** c. */
  readonly unseen: number;
  /** Q, c x D. */
  readonly directions: Float64Array;
}

/**
 * The arithmetic of rows under covariances floor · I + FᵀF. The caller hands over up to {@link LowRankKernel.most} rows with
 * `evaluate`, turns the log-joints into responsibilities in place, and adds them to the sums with `accumulate`.
 */
export interface LowRankKernel {
  /** Most rows at a time. */
  readonly most: number;
  /** K x most: log-joints, then responsibilities. -Infinity stands for what is negligible beside the row's best component. */
  readonly joint: Float64Array;
  /** Writes log pi_k + log N of the seen part of each row to `joint[k * most + s]`; `rows` is count x D. */
  evaluate(rows: Float64Array, count: number): void;
  /** Adds r x moments of the rows last evaluated to the kernel's own sums, in all D coordinates, about the means. */
  accumulate(count: number): void;
  /** The sums since the last `take`, or since the kernel was made; the next ones start anew. */
  take(): Sums;
}

/**
 * A component whose log-joint stays this far (in nats) below a row's best one has less than 10⁻³⁴ of its responsibility: adding it
 * changes no bit of the row's log-density.
 */
export const NEGLIGIBLE_BELOW = 80;
