import { transpose, identity } from './products';
import { applyReflector, makeReflector } from './reflector';
import { exactScale, requireShape } from './shape';
import { kernels, type Kernels } from './wasm/kernels';

/** From this many multiplications on, copying into the kernels' memory costs less than it saves. */
const WORTH_COPYING = 2 ** 17;

/** Where the factorisation does its work: the columns of the matrix, the rows of Qᵀ, and how reflectors act on either. */
interface Workspace {
  /** columns × rows. */
  readonly work: Float64Array;
  /** rows × rows. */
  readonly basis: Float64Array;
  /** Reflects `count` runs of `length` numbers that begin at `x` and every `rows` numbers after; the vector begins at `v` in `work`. */
  readonly reflect: (v: number, tau: number, on: 'work' | 'basis', x: number, count: number, length: number) => void;
}

/**
 * Builds Qᵀ = Hₖ₋₁ … H₁ H₀, whose rows are the orthonormal columns of Q = H₀ H₁ … Hₖ₋₁.
 *
 * @param reflectors - row k holds the vector of Hₖ in its entries k … rows - 1; at least `count` rows of `rows` numbers
 */
export function transposedOrthogonalFactor(
  reflectors: Float64Array,
  tau: Float64Array,
  rows: number,
  count: number,
): Float64Array {
  const space = plainWorkspace(reflectors, rows);
  fillBasis(space, tau, rows, count);
  return space.basis;
}

function fillBasis({ basis, reflect }: Workspace, tau: Float64Array, rows: number, count: number): void {
  basis.set(identity(rows));
  // From the last reflector to the first: before step k, the rows and columns before k + 1 are still those of I.
  for (let k = count - 1; k >= 0; k--) reflect(k * rows + k, tau[k], 'basis', k * rows + k, rows - k, rows - k);
}

function plainWorkspace(work: Float64Array, rows: number): Workspace {
  const basis = new Float64Array(rows * rows);
  return {
    work,
    basis,
    reflect(v, tau, on, x, count, length) {
      const target = on === 'work' ? work : basis;
      for (let r = 0; r < count; r++) applyReflector(work, v, tau, target, x + r * rows, length);
    },
  };
}

function compiledWorkspace({ run, allocate }: Kernels, columns: Float64Array, rows: number): Workspace {
  const [work, basis] = allocate([columns.length, rows * rows]);
  work.values.set(columns);
  return {
    work: work.values,
    basis: basis.values,
    reflect(v, tau, on, x, count, length) {
      const target = on === 'work' ? work : basis;
      if (tau !== 0) run.reflectRows(work.at + 8 * v, tau, target.at + 8 * x, 8 * rows, count, length);
    },
  };
}

/** The full QR factorisation of a matrix, a = Q R. */
export interface QR {
  /** Q, rows × rows, row-major, orthogonal. */
  readonly q: Float64Array;
  /** R, rows × columns, row-major, zero below the diagonal, with a diagonal that is not negative. */
  readonly r: Float64Array;
}

/**
 * The full QR factorisation of `a` by Householder reflections (Golub & Van Loan, Matrix Computations, 4th ed., §5.2.2).
 * The signs are chosen such that the diagonal of R is not negative, which makes the first columns of Q, and R, unique
 * when `a` has full column rank. Any shape is allowed, also more columns than rows.
 *
 * @param a - rows × columns, row-major; left as it is
 * @throws RangeError when `a` does not have that shape, or has NaN or infinite entries
 *
 * @example
 * ```ts
 * import { qr } from '@bcl/linalg';
 *
 * const { q, r } = qr(Float64Array.of(3, 1, 4, 2), 2, 2);
 * r; // => [5, 2.2, 0, 0.4]
 * q; // => [0.6, -0.8, 0.8, 0.6]
 * ```
 */
export function qr(a: Float64Array, rows: number, columns: number): QR {
  requireShape(a, rows, columns, 'a');
  const scale = exactScale(a, 'a');
  // Transposed, so that the columns, on which the reflections act, lie in one piece.
  const transposed = transpose(a, rows, columns).map((value) => value * scale);
  const steps = Math.min(rows, columns);
  const compiled = rows * steps * (rows + columns) < WORTH_COPYING ? undefined : kernels();
  const space =
    compiled === undefined ? plainWorkspace(transposed, rows) : compiledWorkspace(compiled, transposed, rows);
  const { work, basis } = space;
  const tau = new Float64Array(steps);
  const r = new Float64Array(rows * columns);
  const images = new Float64Array(steps);
  for (let k = 0; k < steps; k++) {
    const start = k * rows + k;
    images[k] = makeReflector(work, start, (k + 1) * rows, start, tau, k);
    space.reflect(start, tau[k], 'work', start + rows, columns - k - 1, rows - k);
  }
  fillBasis(space, tau, rows, steps);
  for (let k = 0; k < steps; k++) {
    const sign = images[k] < 0 ? -1 : 1;
    r[k * columns + k] = Math.abs(images[k]) / scale;
    for (let j = k + 1; j < columns; j++) r[k * columns + j] = (sign * work[j * rows + k]) / scale;
    if (sign < 0) for (let c = 0; c < rows; c++) basis[k * rows + c] = -basis[k * rows + c];
  }
  return { q: transpose(basis, rows, rows), r };
}
