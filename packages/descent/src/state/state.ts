import { cholesky } from '@bcl/linalg';
import { covarianceOf, type Mixture } from '@bcl/em';
import { refuseOption } from '../failure';

/** The running means of the gradient and of its square; empty before the first step, and always for plain descent. */
export interface Moments {
  /** Gradient steps these means have seen. */
  readonly count: number;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/**
 * All that the next step needs: plain data, so a checkpoint. K components in D dimensions.
 *
 * Component k has the mean in row k of `means` and the covariance L Lᵀ, where L is lower triangular with exp of the
 * diagonal that is stored: any numbers at all make a covariance.
 */
export interface DescentState {
  /** Steps taken, which is matchings, not gradient steps. */
  readonly step: number;
  /** K. */
  readonly components: number;
  /** D. */
  readonly dimension: number;
  /** K, positive, sum 1. */
  readonly weights: Float64Array;
  /** K x D, row-major. */
  readonly means: Float64Array;
  /** K x D x D, row-major: lower triangular factors, each diagonal entry as its logarithm, zeros above. */
  readonly factors: Float64Array;
  /** What the optimizer remembers. */
  readonly moments: Moments;
}

/**
 * The state of a run that starts from a mixture, whatever its covariance type.
 *
 * @throws ProblemError `InvalidOption` for a component that is not positive definite or has no weight
 * @example
 * ```ts
 * import { mixtureOf, orThrow } from '@bcl/em';
 * import { stateOf } from '@bcl/descent';
 *
 * const state = stateOf(orThrow(mixtureOf({ means: [[1, 2]], covariances: [1], covarianceType: 'spherical' })));
 * state.means; // => [1, 2]
 * state.factors; // => [0, 0, 0, 0]
 * ```
 */
export function stateOf(mixture: Mixture): DescentState {
  const { components, dimension } = mixture;
  const size = dimension * dimension;
  const factors = new Float64Array(components * size);
  for (let k = 0; k < components; k++) {
    if (!(mixture.weights[k] > 0))
      refuseOption(
        `component ${k} of the start has weight ${mixture.weights[k]}`,
        'leave it out: descent cannot revive it',
      );
    const factor = cholesky(covarianceOf(mixture, k), dimension);
    if (factor === undefined)
      return refuseOption(
        `the covariance of component ${k} is not positive definite`,
        'all its eigenvalues must be above 0',
      );
    for (let d = 0; d < dimension; d++) factor[d * dimension + d] = Math.log(factor[d * dimension + d]);
    factors.set(factor, k * size);
  }
  return {
    step: 0,
    components,
    dimension,
    weights: mixture.weights.slice(),
    means: mixture.means.slice(),
    factors,
    moments: { count: 0, first: new Float64Array(0), second: new Float64Array(0) },
  };
}

/**
 * The mixture a state describes, with full covariances.
 *
 * @example
 * ```ts
 * import { mixtureOf, orThrow } from '@bcl/em';
 * import { mixtureOfState, stateOf } from '@bcl/descent';
 *
 * const pair = orThrow(mixtureOf({ means: [[-1], [1]], covariances: [4, 9] }));
 * mixtureOfState(stateOf(pair)).covariances; // => [4, 9]
 * ```
 */
export function mixtureOfState({ components, dimension, weights, means, factors }: DescentState): Mixture {
  const covariances = new Float64Array(factors.length);
  const row = new Float64Array(dimension * dimension);
  for (let k = 0; k < components; k++) {
    const at = k * dimension * dimension;
    for (let i = 0; i < dimension; i++)
      for (let j = 0; j <= i; j++) {
        const value = factors[at + i * dimension + j];
        row[i * dimension + j] = i === j ? Math.exp(value) : value;
      }
    for (let i = 0; i < dimension; i++)
      for (let j = 0; j <= i; j++) {
        let sum = 0;
        for (let c = 0; c <= j; c++) sum += row[i * dimension + c] * row[j * dimension + c];
        covariances[at + i * dimension + j] = sum;
        covariances[at + j * dimension + i] = sum;
      }
  }
  return { covarianceType: 'full', components, dimension, weights: weights.slice(), means: means.slice(), covariances };
}
