import { mean, meanAndDeviation } from './spread';

/**
 * Mean log-likelihood of held-out rows, (1/N) Σ log q(x_n), in nats. A row of density zero makes it -Infinity, which
 * is its true value.
 *
 * @param logDensities log q(x_n) of each row
 * @throws RangeError when there is no row, or a value is NaN or +Infinity
 * @example
 * ```ts
 * import { meanLogLikelihood } from '@bcl/metrics';
 * meanLogLikelihood([-1, -2, -6]); // => -3
 * ```
 */
export function meanLogLikelihood(logDensities: ArrayLike<number>): number {
  checkLogDensities(logDensities, 'logDensities');
  return mean(logDensities);
}

/** A Monte-Carlo estimate and how sure it is. */
export interface Estimate {
  readonly estimate: number;
  /** Standard deviation of the estimate over draws of the sample. */
  readonly standardError: number;
}

/**
 * Monte-Carlo estimate of KL[p ‖ q] = E_p[log p(x) - log q(x)] in nats from samples x_n of p. Unbiased; single
 * estimates may fall below zero. A sample where q has no mass makes both figures Infinity.
 *
 * @param logP log p(x_n) at N >= 2 samples of p, finite
 * @param logQ log q(x_n) at the same samples
 * @throws RangeError when there are fewer than two samples, the lengths differ, or a value cannot be a log-density
 * @example
 * ```ts
 * import { monteCarloKL } from '@bcl/metrics';
 * const { estimate, standardError } = monteCarloKL([-1, -1, -2], [-2, -2, -3]);
 * estimate; // => 1
 * standardError; // => 0
 * ```
 */
export function monteCarloKL(logP: ArrayLike<number>, logQ: ArrayLike<number>): Estimate {
  if (logP.length !== logQ.length) {
    throw new RangeError(
      `logP has ${logP.length} values and logQ ${logQ.length}: both must belong to the same samples`,
    );
  }
  if (logP.length < 2) throw new RangeError(`logP has ${logP.length} values: an estimate needs at least 2 samples`);
  checkLogDensities(logP, 'logP');
  checkLogDensities(logQ, 'logQ');
  const differences = new Float64Array(logP.length);
  for (let i = 0; i < differences.length; i++) {
    if (logP[i] === -Infinity) throw new RangeError(`logP[${i}] is -Infinity: p cannot have drawn that sample`);
    differences[i] = logP[i] - logQ[i];
  }
  if (differences.includes(Infinity)) return { estimate: Infinity, standardError: Infinity };
  const { mean: estimate, standardError } = meanAndDeviation(differences);
  return { estimate, standardError: standardError ?? Infinity };
}

function checkLogDensities(values: ArrayLike<number>, name: string): void {
  if (values.length === 0) throw new RangeError(`${name} is empty: it needs at least one log-density`);
  for (let i = 0; i < values.length; i++) {
    if (!(values[i] < Infinity)) throw new RangeError(`${name}[${i}] is ${values[i]}: not a log-density`);
  }
}
