import { rotateRows, diagonalize } from './implicit-ql';
import { basisOf, tridiagonalize, tridiagonalizeCompiled, type Tridiagonal } from './tridiagonal';
import type { Kernels } from './wasm/kernels';

/** Eigenvalues of a matrix, and those of its unit eigenvectors that were asked for. */
export interface Eigenpairs {
  /** All n eigenvalues, in no order. */
  readonly values: Float64Array;
  /** Row j is the unit eigenvector of the eigenvalue whose index was chosen as number j. */
  readonly vectors: Float64Array;
}

/** Which eigenvectors to compute, given all eigenvalues: their indices. */
export type Choose = (values: Float64Array) => readonly number[];

/** Decomposes the symmetric matrix `a`, scaled to a largest entry of about 1, which is overwritten. All vectors are computed. */
export function eigenpairsPlainly(a: Float64Array, n: number, choose: Choose): Eigenpairs {
  const t = tridiagonalize(a, n);
  const basis = basisOf(t);
  diagonalize(t.diagonal, t.offDiagonal, rotateRows(basis, n));
  const chosen = choose(t.diagonal);
  const vectors = new Float64Array(chosen.length * n);
  chosen.forEach((from, j) => vectors.set(basis.subarray(from * n, (from + 1) * n), j * n));
  return { values: t.diagonal, vectors };
}

/**
 * The same by the compiled kernels, at a cost that falls with the number of vectors.
 *
 * The rotations of the QL algorithm are written down as they come. A row of their product times Qᵀ is then a unit vector
 * multiplied from the right by one rotation after the other, the last first, and by the reflectors: eigenvectors that nobody
 * asked for are never touched, and those that are come out as orthogonal as the full solver's, also where eigenvalues are equal.
 */
export function eigenpairsCompiled(kernels: Kernels, a: Float64Array, n: number, choose: Choose): Eigenpairs {
  const t = tridiagonalizeCompiled(kernels, a, n);
  const rotations = new Rotations();
  diagonalize(t.diagonal, t.offDiagonal, rotations.record);
  const chosen = choose(t.diagonal);
  return { values: t.diagonal, vectors: backTransform(kernels, t, rotations, chosen) };
}

function backTransform(
  { run, allocate }: Kernels,
  { reflectors, tau }: Tridiagonal,
  rotations: Rotations,
  chosen: readonly number[],
): Float64Array {
  const n = tau.length;
  const count = chosen.length;
  const width = count + (count & 1);
  const [y, rows, other] = allocate([n * width, count * n, Math.max(3 * rotations.count, n * n)]);
  y.values.fill(0);
  chosen.forEach((index, j) => (y.values[index * width + j] = 1));
  rotations.copyTo(other.values);
  run.rotateColumns(y.at, width, other.at, rotations.count);
  for (let i = 0; i < n; i++) for (let j = 0; j < count; j++) rows.values[j * n + i] = y.values[i * width + j];
  other.values.set(reflectors);
  for (let i = 1; i < n; i++) if (tau[i] !== 0) run.reflectRows(other.at + 8 * i * n, tau[i], rows.at, 8 * n, count, i);
  return rows.values.slice();
}

/** Plane rotations, three numbers each, in pieces that need not be copied as they become many. */
class Rotations {
  private static readonly perPiece = 2 ** 15;
  private readonly pieces: Float64Array[] = [];
  private filled = Rotations.perPiece;

  get count(): number {
    return (this.pieces.length - 1) * Rotations.perPiece + this.filled;
  }

  readonly record = (upper: number, c: number, s: number): void => {
    if (this.filled === Rotations.perPiece) {
      this.pieces.push(new Float64Array(3 * Rotations.perPiece));
      this.filled = 0;
    }
    const piece = this.pieces[this.pieces.length - 1];
    const at = 3 * this.filled++;
    piece[at] = upper;
    piece[at + 1] = c;
    piece[at + 2] = s;
  };

  copyTo(out: Float64Array): void {
    this.pieces.forEach((piece, i) => {
      const last = i === this.pieces.length - 1;
      out.set(last ? piece.subarray(0, 3 * this.filled) : piece, 3 * i * Rotations.perPiece);
    });
  }
}
