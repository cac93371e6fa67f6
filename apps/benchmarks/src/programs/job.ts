/**
 * What a program under test is asked to do: EM on one table from given mixtures. Both sides read the same job and the same
 * files, so that they do the same work.
 */
export interface EMJob {
  /** File of little-endian float64, row by row. */
  readonly data: string;
  readonly rows: number;
  readonly columns: number;
  readonly components: number;
  /** Added to the diagonal of every covariance after each M step. */
  readonly ridge: number;
  readonly threads: number;
  /** Iterations before the first timing, from the first phase's mixture, which are thrown away. */
  readonly warmUp: number;
  readonly phases: readonly Phase[];
}

/** One stretch of timed iterations. */
export interface Phase {
  /** File of the mixture to begin with: K weights, K x D means, K x D x D covariances, little-endian float64. */
  readonly start: string;
  /** Most iterations; at least 1. */
  readonly iterations: number;
  /** True: each iteration goes on from the one before. False: all start from the same mixture and do the same work. */
  readonly goOn: boolean;
  /** No iteration is begun after this time; without it all are done. */
  readonly seconds?: number;
}

/** What a program reports: a type, so that it counts as plain JSON. */
export type EMTimings = {
  readonly version: string;
  readonly phases: readonly PhaseTimings[];
  /** Peak of the resident memory of the whole process, in units of 10^6 bytes. */
  readonly megabytes: number;
};

/** One phase's timings. */
export type PhaseTimings = {
  /** Wall-clock time of each iteration. */
  readonly milliseconds: readonly number[];
  /** Processor time of an iteration, of all threads together, the mean of the phase: what other programs on the machine do not lengthen. */
  readonly processorMilliseconds: number;
  /** Mean log-likelihood in the last E step, nats a row: a sign that both programs did the same work. */
  readonly meanLogLikelihood: number;
};

/** How far apart the mean log-likelihoods of two programs may be that did the same work, relative to their size. */
const AGREEMENT = 1e-6;

/** Whether two programs did the same work, as far as their log-likelihoods say. */
export function agree(a: number, b: number): boolean {
  return Math.abs(a - b) <= AGREEMENT * Math.max(1, Math.abs(a), Math.abs(b));
}
