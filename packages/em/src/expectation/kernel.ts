import type { KernelInput, Sums } from './prepare';

/** log(2 pi). */
export const LOG_TWO_PI = 1.8378770664093453;

/**
 * The arithmetic of the rows of one group under one mixture.
 *
 * The caller fills {@link Kernel.block} with up to {@link Kernel.stride} rows, coordinate-major (`block[j * stride + s]` is coordinate
 * j of row s), so that neighbouring rows are neighbours in memory and the innermost loops run over several rows at once.
 * Then it calls the methods in their order, for block after block. Places past the last row must hold finite numbers in the
 * block and zeros in the responsibilities. A kernel may share its memory with the next one that is made: one at a time.
 */
export interface Kernel {
  /** Most rows in a block: a multiple of eight. */
  readonly stride: number;
  /** |observed| x stride. */
  readonly block: Float64Array;
  /** K x stride: log-joints, then responsibilities. */
  readonly joint: Float64Array;
  /** Writes log pi_k + log N(x_s; mu_k, Sigma_k) to `joint[k * stride + s]`. */
  evaluate(count: number): void;
  /** Turns log-joints into responsibilities and writes each row's log-density; where no component reaches a row it is not finite. */
  normalise(count: number, logDensities: Float64Array): void;
  /** Adds r x moments of the block to the kernel's own sums. */
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

/** Rows a block holds: enough to amortise the loops, few enough that a block stays in the first-level cache. */
export function blockSize(width: number): number {
  return Math.max(8, Math.min(64, Math.floor(2048 / Math.max(1, width)) & ~7));
}
