import type { Matrix } from '@bcl/linalg';
import type { Gaussian } from './transform';

/** Throws unless `dimension` is a whole number of coordinates, at least one. */
export function requireDimension(dimension: number): void {
  if (!Number.isInteger(dimension) || dimension < 1) {
    throw new RangeError(`dimension must be an integer of at least 1, got ${dimension}`);
  }
}

/** Throws unless every value is finite; `what` names the values in the message. */
export function requireFinite(values: ArrayLike<number>, what: string): void {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) throw new RangeError(`${what} must be finite, got ${values[i]} at position ${i}`);
  }
}

/** Throws unless the points have as many columns as the transform has coordinates. */
export function requirePoints(points: Matrix, dimension: number, name: string): void {
  if (points.columns !== dimension) {
    throw new RangeError(
      `the transform "${name}" acts on ${dimension} coordinates, but the points have ${points.columns}`,
    );
  }
}

/** Throws unless mean and covariance have the sizes D and D×D. */
export function requireGaussian(gaussian: Gaussian, dimension: number, name: string): void {
  const { mean, covariance } = gaussian;
  if (mean.length !== dimension || covariance.length !== dimension * dimension) {
    throw new RangeError(
      `the transform "${name}" acts on Gaussians with mean ${dimension} and covariance ${dimension}×${dimension} long, ` +
        `got ${mean.length} and ${covariance.length} values`,
    );
  }
}
