import { cholesky } from '@bcl/linalg';
import { covarianceOf, type Mixture } from '@bcl/em';
import { refuseOption } from '../failure';

/** Gaussian components in x as the kernels read them: N(means, L Lᵀ) with L as it is, no logarithms. */
export interface Gaussians {
  /** K. */
  readonly components: number;
  /** D. */
  readonly dimension: number;
  /** K. */
  readonly weights: Float64Array;
  /** K: their logarithms. */
  readonly logWeights: Float64Array;
  /** K x D. */
  readonly means: Float64Array;
  /** K x D x D, lower triangular. */
  readonly factors: Float64Array;
}

/** Room for K components in D dimensions, with equal weights. */
export function allocateGaussians(components: number, dimension: number): Gaussians {
  return {
    components,
    dimension,
    weights: new Float64Array(components).fill(1 / components),
    logWeights: new Float64Array(components).fill(-Math.log(components)),
    means: new Float64Array(components * dimension),
    factors: new Float64Array(components * dimension * dimension),
  };
}

/** The components of a mixture, factored once. A weight of 0 is allowed: its logarithm is -∞. */
export function gaussiansOf(mixture: Mixture): Gaussians {
  const { components, dimension } = mixture;
  const gaussians = allocateGaussians(components, dimension);
  gaussians.weights.set(mixture.weights);
  gaussians.logWeights.set(mixture.weights.map(Math.log));
  gaussians.means.set(mixture.means);
  for (let k = 0; k < components; k++) {
    const factor = cholesky(covarianceOf(mixture, k), dimension);
    if (factor === undefined)
      return refuseOption(
        `the covariance of component ${k} is not positive definite`,
        'all its eigenvalues must be above 0',
      );
    gaussians.factors.set(factor, k * dimension * dimension);
  }
  return gaussians;
}
