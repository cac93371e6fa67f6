import { dot } from './dot';
import { transpose } from './products';
import { transposedOrthogonalFactor } from './qr';
import { applyReflector, makeReflector } from './reflector';
import { exactScale, requireShape } from './shape';

/** An orthonormal basis that is split at the column space of a matrix. */
export interface LeftNullSpace {
  /**
   * An orthogonal rows × rows matrix, row-major. Its first `rank` rows span the column space of the matrix; the others
   * form a matrix N with N a = 0.
   */
  readonly basis: Float64Array;
  /** The numerical rank of the matrix, 0 … min(rows, columns). */
  readonly rank: number;
}

/** The index ≥ `from` of the longest remaining column; columns are rows of `work`, of which entries ≥ `from` count. */
function longestColumn(work: Float64Array, rows: number, columns: number, from: number): [index: number, norm: number] {
  let index = from;
  let largest = -1;
  for (let j = from; j < columns; j++) {
    const start = j * rows + from;
    // Computed afresh instead of downdated, which would lose digits, at a third of the cost of the step itself.
    const square = dot(work, start, work, start, rows - from);
    if (square > largest) {
      largest = square;
      index = j;
    }
  }
  return [index, Math.sqrt(largest)];
}

function swapRows(values: Float64Array, width: number, i: number, j: number): void {
  if (i === j) return;
  const kept = values.slice(i * width, (i + 1) * width);
  values.copyWithin(i * width, j * width, (j + 1) * width);
  values.set(kept, j * width);
}

/**
 * An orthonormal basis of the column space of `a`, completed by one of its left null space { x : xᵀ a = 0 }, by QR
 * factorisation with column pivoting (Golub & Van Loan, Matrix Computations, 4th ed., §5.4.2).
 *
 * A direction counts as part of the column space when what the pivoted column still adds to it is longer than
 * max(rows, columns) · 2⁻⁵² times the longest column of `a`.
 *
 * @param a - rows × columns, row-major; left as it is. Columns may be none, or zero, or depend on one another.
 * @throws RangeError when `a` does not have that shape, or has NaN or infinite entries
 *
 * @example
 * ```ts
 * import { leftNullSpace } from '@bcl/linalg';
 *
 * const { basis, rank } = leftNullSpace(Float64Array.of(3, 4), 2, 1);
 * rank; // => 1
 * Math.abs(basis[2] * 3 + basis[3] * 4) < 1e-14; // => true
 * ```
 */
export function leftNullSpace(a: Float64Array, rows: number, columns: number): LeftNullSpace {
  requireShape(a, rows, columns, 'a');
  const scale = exactScale(a, 'a');
  const work = transpose(a, rows, columns).map((value) => value * scale);
  const steps = Math.min(rows, columns);
  const tau = new Float64Array(steps);
  let tolerance = 0;
  let rank = 0;
  for (; rank < steps; rank++) {
    const [longest, norm] = longestColumn(work, rows, columns, rank);
    if (rank === 0) tolerance = Math.max(rows, columns) * Number.EPSILON * norm;
    if (norm <= tolerance) break;
    swapRows(work, rows, rank, longest);
    const start = rank * rows + rank;
    makeReflector(work, start, (rank + 1) * rows, start, tau, rank);
    for (let j = rank + 1; j < columns; j++) applyReflector(work, start, tau[rank], work, j * rows + rank, rows - rank);
  }
  return { basis: transposedOrthogonalFactor(work, tau, rows, rank), rank };
}
