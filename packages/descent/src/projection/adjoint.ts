import type { Gradient } from '../state/gradient';
import type { Frame } from './frame';
import type { Projected } from './projected';

/** Derivatives by what a projection holds, on their way back to the parameters. */
export interface Adjoint {
  /** K x n: by the projected means. */
  readonly means: Float64Array;
  /** K x n x D: by the maps B_k. */
  readonly maps: Float64Array;
}

/** Room for the derivatives by a projection. */
export function allocateAdjoint({ frame, components }: Projected): Adjoint {
  return {
    means: new Float64Array(components * frame.size),
    maps: new Float64Array(components * frame.size * frame.dimension),
  };
}

/** Back to zeros. */
export function clearAdjoint({ means, maps }: Adjoint): void {
  means.fill(0);
  maps.fill(0);
}

/** Adds Aᵀ ∂m and the lower triangle of Aᵀ ∂B, the chain rule through m = A μ + b and B = A L, to a gradient. */
export function pullBack(frame: Frame, adjoint: Adjoint, gradient: Gradient): void {
  const { size, dimension, rows } = frame;
  const components = gradient.logits.length;
  for (let k = 0; k < components; k++)
    for (let i = 0; i < size; i++) {
      const byMean = adjoint.means[k * size + i];
      const map = (k * size + i) * dimension;
      for (let d = 0; d < dimension; d++) {
        const a = rows[i * dimension + d];
        gradient.means[k * dimension + d] += a * byMean;
        const row = (k * dimension + d) * dimension;
        for (let j = 0; j <= d; j++) gradient.factors[row + j] += a * adjoint.maps[map + j];
      }
    }
}

/**
 * Adds the chain rule through C = B Bᵀ + spread² I to the adjoint: ∂B += 2 ∂C B, for the symmetric ∂C of component k that
 * starts at `at` of `byCovariance`.
 */
export function throughCovariance(
  { frame, maps }: Projected,
  k: number,
  byCovariance: Float64Array,
  at: number,
  adjoint: Adjoint,
): void {
  const { size, dimension } = frame;
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      const factor = 2 * byCovariance[at + i * size + j];
      const to = (k * size + i) * dimension;
      const from = (k * size + j) * dimension;
      for (let d = 0; d < dimension; d++) adjoint.maps[to + d] += factor * maps[from + d];
    }
}
