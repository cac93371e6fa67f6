import type { Statistics } from '../statistics/statistics';

/** log(2 pi). */
export const LOG_TWO_PI = 1.8378770664093453;

/**
 * The arithmetic of one group of rows, prepared for one mixture.
 *
 * Rows come in blocks, coordinate-major (`block[j * stride + s]` is coordinate j of row s), so that neighbouring rows
 * are neighbours in memory and the innermost loops run over several rows at once.
 */
export interface Kernel {
  /** Writes log pi_k + log N(x_s; mu_k, Sigma_k) to `out[k * stride + s]`. */
  logJoint(block: Float64Array, count: number, out: Float64Array): void;
  /** Adds r x moments of a block to the kernel's own sums; `responsibilities[k * stride + s]`. */
  accumulate(block: Float64Array, count: number, responsibilities: Float64Array): void;
  /** Adds the group's sums to `statistics`, with what the gaps contribute. */
  finish(statistics: Statistics): void;
}

/** Rows a block holds: enough to amortise the loops, few enough that a block stays in the first-level cache. */
export function blockSize(width: number): number {
  return Math.max(8, Math.min(64, Math.floor(2048 / Math.max(1, width)) & ~3));
}
