import type { KernelInput, Sums } from './prepare';

/** log(2 pi). */
export const LOG_TWO_PI = 1.8378770664093453;

/**
 * The arithmetic of the rows of one group under one mixture.
 *
 * The caller loads up to {@link Kernel.stride} rows and calls the other methods in their order, for block after block. A kernel may share
 * its memory with the next one that is made: one at a time.
 */
export interface Kernel {
  /** Most rows in a block: a multiple of eight. */
  readonly stride: number;
  /** K x stride: log-joints, then responsibilities. */
  readonly joint: Float64Array;
  /** Takes `count` rows from the row `from` of `values` on, which is row-major, n x |observed|. */
  load(values: Float64Array, from: number, count: number): void;
  /** Writes log pi_k + log N(x_s; mu_k, Sigma_k) to `joint[k * stride + s]`. */
  evaluate(count: number): void;
  /** Turns log-joints into responsibilities and writes each row's log-density; where no component reaches a row it is not finite. */
  normalise(count: number, logDensities: Float64Array): void;
  /**
   * Adds r x moments of the block to the kernel's own sums. Pairs of row and component whose share is below the rounding of the sums may
   * be left out.
   */
  accumulate(count: number): void;
  /** The sums over all blocks since the last `take`, or since the kernel was made; the next ones start anew. */
  take(): Sums;
}

/** A way to compute kernels. All agree to rounding. */
export interface Engine {
  readonly name: string;
  /** The kernel of a group of rows under a mixture. */
  kernel(input: KernelInput): Kernel;
}
