import type { Components } from '../expectation/components';
import type { CovarianceType } from '../maximization/constrain';

/**
 * A Gaussian mixture: plain data, never changed after it was made.
 *
 * p(x) = sum_k weights[k] N(x; means[k], covariances[k]), in float64.
 */
export interface Mixture {
  readonly covarianceType: CovarianceType;
  /** K. */
  readonly components: number;
  /** D. */
  readonly dimension: number;
  /** K, not negative, sum one. */
  readonly weights: Float64Array;
  /** K x D, row-major. */
  readonly means: Float64Array;
  /** full: K x D x D; tied: D x D; diagonal: K x D variances; spherical: K variances. Squared units of the data. */
  readonly covariances: Float64Array;
}

/** How many numbers the covariances of a type take. */
export function covarianceLength(type: CovarianceType, components: number, dimension: number): number {
  switch (type) {
    case 'full':
      return components * dimension * dimension;
    case 'tied':
      return dimension * dimension;
    case 'diagonal':
      return components * dimension;
    case 'spherical':
      return components;
  }
}

/** The kernels' form of a mixture: covariances written out per component. */
export function toComponents(mixture: Mixture): Components {
  const { covarianceType, components, dimension, weights, means } = mixture;
  const shape = covarianceType === 'full' || covarianceType === 'tied' ? 'full' : 'diagonal';
  const covariances = new Float64Array(components * dimension * (shape === 'full' ? dimension : 1));
  if (covarianceType === 'tied')
    for (let k = 0; k < components; k++) covariances.set(mixture.covariances, k * mixture.covariances.length);
  else if (covarianceType === 'spherical')
    for (let k = 0; k < components; k++) covariances.fill(mixture.covariances[k], k * dimension, (k + 1) * dimension);
  else covariances.set(mixture.covariances);
  return { components, dimension, shape, weights, means, covariances };
}

/** A mixture of the given type from the kernels' form, whose covariances must already be of that type. */
export function fromComponents(model: Components, covarianceType: CovarianceType): Mixture {
  const { components, dimension, weights, means } = model;
  const full = model.covariances;
  const covariances =
    covarianceType === 'tied'
      ? full.slice(0, dimension * dimension)
      : covarianceType === 'spherical'
        ? Float64Array.from({ length: components }, (_, k) => full[k * dimension])
        : full;
  return { covarianceType, components, dimension, weights, means, covariances };
}

/** Covariance of component k as a D x D matrix, whatever the type. */
export function covarianceOf(mixture: Mixture, k: number): Float64Array {
  const { covarianceType, dimension, covariances } = mixture;
  const size = dimension * dimension;
  if (covarianceType === 'full') return covariances.slice(k * size, (k + 1) * size);
  if (covarianceType === 'tied') return covariances.slice();
  const out = new Float64Array(size);
  for (let d = 0; d < dimension; d++)
    out[d * dimension + d] = covarianceType === 'diagonal' ? covariances[k * dimension + d] : covariances[k];
  return out;
}

/** Number of free parameters: what BIC and AIC count. */
export function parameterCount({ covarianceType, components, dimension }: Mixture): number {
  const triangle = (dimension * (dimension + 1)) / 2;
  const covariance = {
    full: components * triangle,
    tied: triangle,
    diagonal: components * dimension,
    spherical: components,
  }[covarianceType];
  return components - 1 + components * dimension + covariance;
}
