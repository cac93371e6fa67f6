/**
 * A mixture as the kernels see it: flat arrays, every covariance written out per component.
 *
 * `full` holds K x D x D covariances, `diagonal` K x D variances (spherical ones are repeated).
 */
export interface Components {
  readonly components: number;
  readonly dimension: number;
  readonly shape: 'full' | 'diagonal';
  /** K, not negative, sum one. */
  readonly weights: Float64Array;
  /** K x D. */
  readonly means: Float64Array;
  readonly covariances: Float64Array;
}

/** Thrown inside the numerical core where the mathematics ends; public functions turn it into a `Problem`. */
export class NumericalFailure extends Error {
  constructor(
    readonly what: string,
    readonly hint: string,
  ) {
    super(`${what}; ${hint}`);
    this.name = 'NumericalFailure';
  }
}

/** The failure of a covariance that has no Cholesky factor. */
export const singularCovariance = (component: number): NumericalFailure =>
  new NumericalFailure(
    `the covariance of component ${component} is not positive definite`,
    'raise the eigenvalue floor, use fewer components, or check for constant and duplicate columns',
  );

/** The failure of a row that lies where every component's density is zero in float64. */
export const unreachableRow = (row: number): NumericalFailure =>
  new NumericalFailure(
    `row ${row} lies too far from every component to be told apart`,
    'scale the data, or remove the outlier',
  );
