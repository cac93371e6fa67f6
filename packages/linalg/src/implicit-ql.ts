/** No eigenvalue of a finite matrix is known to need more than a handful of steps; LAPACK stops at 30 on average. */
const MAXIMUM_STEPS = 60;

/**
 * After so many steps an entry counts as zero beside the largest of the matrix, not only beside its neighbours: in a block that is
 * all rounding, such as the null space of a covariance, there is nothing smaller to converge to.
 */
const PATIENCE = 3;

/** Entries of this size count as zero. The matrix is scaled to norm about 1, so nothing is lost. */
const NEGLIGIBLE = 1e-290;

/** Squares below the first number lose digits to underflow; the second brings such numbers back into range. */
const SMALL_SQUARE = 1e-280;
const RESCUE = 2 ** 500;

/** √(x² + y²) without loss of digits to underflow, for results from NEGLIGIBLE to 10¹⁵⁰. */
function length(x: number, y: number): number {
  const square = x * x + y * y;
  if (square > SMALL_SQUARE) return Math.sqrt(square);
  const u = x * RESCUE;
  const v = y * RESCUE;
  return Math.sqrt(u * u + v * v) / RESCUE;
}

/** The first index ≥ `from` behind which T falls apart into two blocks, because the entry beside it is at most negligible. */
function blockEnd(d: Float64Array, e: Float64Array, from: number, negligible: number): number {
  for (let end = from; end < d.length - 1; end++) {
    const tolerance = negligible + 0.5 * Number.EPSILON * (Math.abs(d[end]) + Math.abs(d[end + 1]));
    // True for numbers only: NaN must not pass for convergence.
    if (Math.abs(e[end]) <= tolerance) return end;
  }
  return d.length - 1;
}

/** Rounding in entries of the size of the largest. */
function roundingOf(d: Float64Array, e: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < d.length; i++) largest = Math.max(largest, Math.abs(d[i]), Math.abs(e[i]));
  return 0.5 * Number.EPSILON * largest;
}

/** What becomes of a rotation in the plane of coordinates `upper` and `upper + 1`, by the angle with cosine c and sine s. */
export type Rotate = (upper: number, c: number, s: number) => void;

/** Rotates rows of the n-column matrix `basis`: upper and lower become c · upper - s · lower and s · upper + c · lower. */
export function rotateRows(basis: Float64Array, n: number): Rotate {
  return (upper, c, s) => {
    const first = upper * n;
    const second = first + n;
    for (let k = 0; k < n; k++) {
      const x = basis[first + k];
      const y = basis[second + k];
      basis[first + k] = c * x - s * y;
      basis[second + k] = s * x + c * y;
    }
  };
}

/** One implicit QL sweep with Wilkinson's shift over the unreduced block `start … end` of T. */
function sweep(d: Float64Array, e: Float64Array, start: number, end: number, rotate: Rotate): void {
  const slope = (d[start + 1] - d[start]) / (2 * e[start]);
  const root = slope > 1e150 || slope < -1e150 ? Math.abs(slope) : Math.sqrt(slope * slope + 1);
  const shift = d[start] - e[start] / (slope + (slope < 0 ? -root : root));
  let bulge = d[end] - shift;
  let c = 1;
  let s = 1;
  let carried = 0;
  for (let i = end - 1; i >= start; i--) {
    const f = s * e[i];
    const b = c * e[i];
    const r = length(f, bulge);
    e[i + 1] = r;
    // A rotation made from numbers that underflow would not be orthogonal.
    if (r < NEGLIGIBLE) {
      // The block falls apart here by itself: what was done so far is a complete step on its lower part.
      d[i + 1] -= carried;
      e[end] = 0;
      return;
    }
    s = f / r;
    c = bulge / r;
    const g = d[i + 1] - carried;
    const t = (d[i] - g) * s + 2 * c * b;
    carried = s * t;
    d[i + 1] = g + carried;
    bulge = c * t - b;
    rotate(i, c, s);
  }
  d[start] -= carried;
  e[start] = bulge;
  e[end] = 0;
}

/**
 * Diagonalises T in place by the QL algorithm with implicit shifts (Golub & Van Loan, Matrix Computations, 4th ed.,
 * §8.3.3–8.3.5, there in its mirror image QR): on return `diagonal` holds the eigenvalues in no particular order. The product
 * of all rotations, the last one leftmost, takes the basis in which T is tridiagonal to that of the eigenvectors: row i
 * belongs to eigenvalue i. T must be scaled so that its largest entry is about 1.
 *
 * @throws RangeError when an eigenvalue does not settle, which finite input has not been seen to do
 */
export function diagonalize(diagonal: Float64Array, offDiagonal: Float64Array, rotate: Rotate): void {
  const n = diagonal.length;
  const rounding = roundingOf(diagonal, offDiagonal);
  for (let i = 0; i < n; i++)
    for (let steps = 0; ; steps++) {
      const end = blockEnd(diagonal, offDiagonal, i, steps < PATIENCE ? NEGLIGIBLE : rounding);
      if (end === i) break;
      if (steps === MAXIMUM_STEPS) {
        throw new RangeError(`Eigenvalue ${i} of ${n} did not converge in ${MAXIMUM_STEPS} steps: check the matrix.`);
      }
      sweep(diagonal, offDiagonal, i, end, rotate);
    }
}
