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

/** The log-joints of rows under covariances floor · I + FᵀF, up to {@link LowRankKernel.most} rows at a time. */
export interface LowRankKernel {
  /** Most rows at a time. */
  readonly most: number;
  /** K x most: log-joints. -Infinity stands for what is negligible beside the row's best component. */
  readonly joint: Float64Array;
  /**
   * Writes log pi_k + log N of the seen part of each row to `joint[k * most + s]`.
   *
   * @param data - rows of D numbers
   * @param rows - which of them, one after the other; those from `from` on
   */
  evaluate(data: Float64Array, rows: Int32Array, from: number, count: number): void;
}

/** Weighted moments of rows about a point. */
export interface MomentKernel {
  /**
   * Adds up r (x - m) and r (x - m)(x - m)ᵀ over some rows.
   *
   * @param data - rows of D numbers
   * @param rows - which of them; those from `from` to `to`
   * @param shares - r of each row of `data`
   * @param mean - m, D
   * @param first - D, written
   * @param second - the D (D + 1) / 2 numbers on and below the diagonal, written
   */
  sum(
    data: Float64Array,
    rows: Int32Array,
    from: number,
    to: number,
    shares: Float64Array,
    mean: Float64Array,
    first: Float64Array,
    second: Float64Array,
  ): void;
}

/** The two kernels of one engine; one of them is used at a time. */
export interface LowRankEngine {
  evaluation(input: LowRankInput): LowRankKernel;
  moments(width: number): MomentKernel;
}

/**
 * A component whose log-joint stays this far (in nats) below a row's best one has less than 2⁻⁷³ of its responsibility, which is not
 * counted; adding it changes no bit of the row's log-density. So it does not matter in which order components are looked at.
 */
export const NEGLIGIBLE_BELOW = 52;
