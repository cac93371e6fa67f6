import { multiply, multiplyTransposed, symmetricEigen, transpose } from '@bcl/linalg';
import { LOG_TWO_PI } from '../kernel';
import type { LowRank } from './structure';

/** Directions that a matching does not look at: c orthonormal rows of D numbers, c >= 0. */
export interface Complement {
  readonly count: number;
  /** Q, c x D. */
  readonly directions: Float64Array;
}

/** The complement of a joint matching. */
export const nothing: Complement = { count: 0, directions: new Float64Array(0) };

/** What one component needs for rows of D coordinates x of which the projection onto the complement of Q is seen. */
export interface LowRankFactor {
  /** Rows of W, a multiple of four; those past the rank are zero. */
  readonly rows: number;
  /** rows x D: log N = constant - (|d|² - |Q d|² - |W d|²) / (2 floor). The first rows take away the largest shares. */
  readonly whitening: Float64Array;
  /** One number a row: what turns (w d)² into the square along the unit vector; 0 where there is none. */
  readonly gains: Float64Array;
  /** For every four rows of W the largest share that they and those after them take away of the square along theirs; then a 0. */
  readonly shrink: Float64Array;
  /** log pi - (t/2) log 2 pi - (1/2) log|C_T| with t = D - c. */
  readonly constant: number;
  readonly floor: number;
}

/**
 * One component, restricted to what a matching sees.
 *
 * With P = I - QᵀQ the restricted covariance is floor · P + (F P)ᵀ(F P) on the range of P. The eigenvalues γ and eigenvectors u of
 * the small (F P)(F P)ᵀ give those of the large one, floor + γ along uᵀ F P / √γ, and so Woodbury's identity in its diagonal form:
 * dᵀ C⁻¹ d = (|P d|² - Σ γ / (floor + γ) (v d)²) / floor.
 */
export function factorLowRank(
  { floor, rank, factor }: LowRank,
  weight: number,
  dimension: number,
  { count, directions }: Complement,
): LowRankFactor {
  const seen = count === 0 ? factor : removeDirections(factor, rank, dimension, count, directions);
  const { values, vectors } = symmetricEigen(multiplyTransposed(seen, seen, rank, dimension, rank), rank);
  // Rounding may leave a γ of zero slightly below it.
  const descending = Float64Array.from({ length: rank }, (_, i) => Math.max(0, values[rank - 1 - i]));
  const turned = multiply(transpose(vectors, rank, rank), seen, rank, rank, dimension);
  const rows = (rank + 3) & ~3;
  const whitening = new Float64Array(rows * dimension);
  const gains = new Float64Array(rows);
  const shrink = new Float64Array(rows / 4 + 1);
  const smallest = Number.EPSILON * (descending[0] ?? 0);
  let logDeterminant = (dimension - count - rank) * Math.log(floor);
  descending.forEach((gamma, i) => {
    const scale = 1 / Math.sqrt(floor + gamma);
    const from = (rank - 1 - i) * dimension;
    for (let d = 0; d < dimension; d++) whitening[i * dimension + d] = scale * turned[from + d];
    if (gamma > smallest) gains[i] = (floor + gamma) / gamma;
    if (i % 4 === 0) shrink[i / 4] = gamma / (floor + gamma);
    logDeterminant += Math.log(floor + gamma);
  });
  const constant = Math.log(weight) - 0.5 * ((dimension - count) * LOG_TWO_PI + logDeterminant);
  return { rows, whitening, gains, shrink, constant, floor };
}

/** Rows less their parts along the directions: A - (A Qᵀ) Q. */
function removeDirections(
  a: Float64Array,
  rows: number,
  dimension: number,
  count: number,
  directions: Float64Array,
): Float64Array {
  const along = multiply(multiplyTransposed(a, directions, rows, dimension, count), directions, rows, count, dimension);
  return a.map((entry, flat) => entry - along[flat]);
}
