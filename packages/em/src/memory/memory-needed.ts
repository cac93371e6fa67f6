import type { CovarianceType } from '../maximization/constrain';

/** What is to be fitted, as far as memory is concerned. */
export interface MemoryRequest {
  /** N; with `streaming` it may be unknown: Infinity. */
  readonly rows: number;
  /** D. */
  readonly dimension: number;
  /** K. */
  readonly components: number;
  /** `full` by default. */
  readonly covarianceType?: CovarianceType;
  /** Threads that share a pass; 1. */
  readonly threads?: number;
  /** True for `fitStream`; or the most rows of its sample, where that is not the default. */
  readonly streaming?: boolean | number;
}

/** Node with this library, before it has any data. */
const RUNTIME = 64 * 2 ** 20;
/** Copies of the parameters: the mixture, its start and the best so far, factors, statistics, and what steps make on the way. */
const COPIES = 12;
/** Arrays of a batch's size: two read ahead, as bytes and as numbers, one scaled, three not collected yet. */
const BATCHES = 8;

/**
 * Bytes that a fit needs at its peak, so that a program can say no before it starts: an upper estimate within a small factor.
 *
 * With P = 8 K (S + D + 1), S = D² for `full` and `tied` and D otherwise, T threads, and at most 64 partial sums of a pass:
 *
 * - the runtime: 64 MiB;
 * - parameters: P (12 + 3 T + min(64, N / 512));
 * - `fit`: 8 N D for each of the caller's table, the scaled one and the rows that a step looks at, one more where threads share
 *   them; 24 N for lists of rows; 8 N K for the log-densities of relocation, twice where threads share them;
 * - `fitStream`: 8 arrays of a batch of min(N, 65,536, 2²² / D) rows; the sample twice, and what `fit` needs for it.
 *
 * @returns bytes
 * @example
 * ```ts
 * import { memoryNeeded } from '@bcl/em';
 *
 * const table = { rows: 10_000_000, dimension: 16, components: 32 };
 * const megabytes = (bytes: number) => Math.round(bytes / 1e6);
 * megabytes(memoryNeeded(table)); // => 6713
 * megabytes(memoryNeeded({ ...table, streaming: true })); // => 158
 * ```
 */
export function memoryNeeded(request: MemoryRequest): number {
  const { rows, dimension, streaming = false } = request;
  if (streaming === false) return RUNTIME + parameters(request) + table(request);
  const sample = Math.min(rows, streaming === true ? 20_000 : streaming);
  const batch = Math.min(rows, 65_536, Math.max(1, Math.floor(2 ** 22 / dimension)));
  return (
    RUNTIME +
    parameters({ ...request, rows: batch }) +
    8 * dimension * (BATCHES * batch + 2 * sample) +
    table({ ...request, rows: sample })
  );
}

function parameters({ rows, dimension, components, covarianceType = 'full', threads = 1 }: MemoryRequest): number {
  const square = covarianceType === 'full' || covarianceType === 'tied' ? dimension * dimension : dimension;
  const once = 8 * components * (square + dimension + 1);
  // Sums of more than half a gigabyte together are not taken side by side.
  const sums = Math.max(1, Math.min(64, Math.ceil(rows / 512), Math.floor(2 ** 29 / once)));
  return once * (COPIES + 3 * threads + sums);
}

function table({ rows, dimension, components, threads = 1 }: MemoryRequest): number {
  const shared = threads > 1 ? 1 : 0;
  return rows * (8 * dimension * (3 + shared) + 24 + 8 * components * (1 + shared));
}
