import type { Components } from '../expectation/components';
import type { Statistics } from '../statistics/statistics';

/** How the M step treats the weights and starved components. */
export interface MaximizeOptions {
  /** Dirichlet smoothing alpha of the weights, on the scale of shares: pi_k = (share_k + alpha) / (1 + K alpha). */
  readonly smoothing: number;
  /** Shares of responsibility below this are divided by this instead, as the authors' code does; 0: a component without any mass keeps its place. */
  readonly massGuard: number;
}

/**
 * The M step: weights, means and covariances that maximise the expected log-likelihood (with a Dirichlet prior on the
 * weights). Covariances are not constrained here; see `constrain`.
 *
 * @param previous - where a component without mass stays
 */
export function maximize(
  statistics: Statistics,
  previous: Components,
  { smoothing, massGuard }: MaximizeOptions,
): Components {
  const { components, dimension, shape, totalWeight, centres } = statistics;
  const weights = new Float64Array(components);
  const means = new Float64Array(components * dimension);
  const covariances = new Float64Array(statistics.second.length);
  const size = shape === 'full' ? dimension * dimension : dimension;
  let sum = 0;
  for (let k = 0; k < components; k++) {
    const share = statistics.mass[k] / totalWeight;
    weights[k] = share + smoothing;
    sum += weights[k];
    const safe = Math.max(massGuard, share) * totalWeight;
    if (safe < Number.MIN_VALUE / Number.EPSILON) {
      means.set(previous.means.subarray(k * dimension, (k + 1) * dimension), k * dimension);
      covariances.set(previous.covariances.subarray(k * size, (k + 1) * size), k * size);
      continue;
    }
    const mass = statistics.mass[k];
    for (let d = 0; d < dimension; d++) {
      const at = k * dimension + d;
      means[at] = (statistics.first[at] + mass * centres[at]) / safe;
    }
    secondMoments(statistics, means, k, mass, safe, covariances);
  }
  for (let k = 0; k < components; k++) weights[k] /= sum;
  return { components, dimension, shape, weights, means, covariances };
}

/** Moments about the new mean from moments about the centre. */
function secondMoments(
  statistics: Statistics,
  means: Float64Array,
  k: number,
  mass: number,
  safe: number,
  out: Float64Array,
): void {
  const { dimension, shape, first, second, centres } = statistics;
  const at = k * dimension;
  for (let i = 0; i < dimension; i++) {
    const shiftI = means[at + i] - centres[at + i];
    if (shape === 'diagonal') {
      out[at + i] = (second[at + i] + shiftI * (mass * shiftI - 2 * first[at + i])) / safe;
      continue;
    }
    for (let j = 0; j <= i; j++) {
      const shiftJ = means[at + j] - centres[at + j];
      const value =
        (second[(at + i) * dimension + j] - first[at + i] * shiftJ - shiftI * first[at + j] + mass * shiftI * shiftJ) /
        safe;
      out[(at + i) * dimension + j] = value;
      out[(at + j) * dimension + i] = value;
    }
  }
}
