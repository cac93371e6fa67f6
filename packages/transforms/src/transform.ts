import type { Matrix } from '@bcl/linalg';

/** A Gaussian distribution over D coordinates: its mean (D) and its symmetric covariance (D×D, row-major). */
export interface Gaussian {
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
}

/**
 * An invertible affine map y = A x + b of D coordinates, acting on points and on Gaussians.
 *
 * Every method returns new arrays and leaves its argument alone. Points are rows of an N×D matrix; N may be 0.
 * Methods throw a RangeError when what they are given does not have {@link Transform.dimension} coordinates.
 */
export interface Transform {
  /** What the transform is, in a few words for reports. */
  readonly name: string;
  /** Number of coordinates D. */
  readonly dimension: number;
  /** A, D×D row-major. Structured transforms make it when it is first read. Do not write into it. */
  readonly linear: Float64Array;
  /** b, D values. Do not write into it. */
  readonly offset: Float64Array;
  /** log|det A|: a density at y is the density at x times exp(−logAbsDeterminant). */
  readonly logAbsDeterminant: number;
  /** Points x to points y = A x + b. */
  apply(points: Matrix): Matrix;
  /** Points y back to points x = A⁻¹ (y − b). */
  invert(points: Matrix): Matrix;
  /** The distribution of y where x is Gaussian: mean A m + b, covariance A C Aᵀ (made exactly symmetric). */
  applyToGaussian(gaussian: Gaussian): Gaussian;
  /** The distribution of x where y is Gaussian: the inverse of {@link Transform.applyToGaussian}. */
  invertGaussian(gaussian: Gaussian): Gaussian;
  /** First this transform, then `next`. */
  andThen(next: Transform): Transform;
  /** The transform that takes y to x. The inverse of an inverse is the transform itself. */
  inverse(): Transform;
}
