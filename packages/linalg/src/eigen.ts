import { diagonalize } from './implicit-ql';
import { exactScale, requireShape } from './shape';
import { symmetrize } from './products';
import { tridiagonalize } from './tridiagonal';

/** The eigenvalues and eigenvectors of a symmetric matrix A = V Λ Vᵀ. */
export interface SymmetricEigen {
  /** The n eigenvalues in ascending order, repeated ones as often as they occur. */
  readonly values: Float64Array;
  /** V, n × n, row-major: column j is the unit eigenvector of eigenvalue j, determined up to its sign. */
  readonly vectors: Float64Array;
}

/**
 * The eigenvalues and eigenvectors of a symmetric matrix, by Householder tridiagonalisation and the QL algorithm with
 * implicit shifts (Golub & Van Loan, Matrix Computations, 4th ed., §8.3).
 *
 * Eigenvalues are accurate to a small multiple of 2⁻⁵² times the largest magnitude among them, V is orthogonal to the
 * same degree, also where eigenvalues are repeated. About 9 n³ operations.
 *
 * @param a - n × n, row-major; left as it is. If it is not symmetric, (a + aᵀ) / 2 is decomposed.
 * @throws RangeError when `a` is not n × n, has NaN or infinite entries, or (never seen) the iteration does not settle
 *
 * @example
 * ```ts
 * import { symmetricEigen } from '@bcl/linalg';
 *
 * const { values } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2);
 * values; // => [1, 3]
 * ```
 */
export function symmetricEigen(a: Float64Array, n: number): SymmetricEigen {
  requireShape(a, n, n, 'a');
  const scale = exactScale(a, 'a');
  const work = symmetrize(
    a.map((value) => value * scale),
    n,
  );
  const t = tridiagonalize(work, n);
  diagonalize(t);
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => t.diagonal[i] - t.diagonal[j]);
  const values = new Float64Array(n);
  const vectors = new Float64Array(n * n);
  order.forEach((from, j) => {
    values[j] = t.diagonal[from] / scale;
    for (let k = 0; k < n; k++) vectors[k * n + j] = t.basis[from * n + k];
  });
  return { values, vectors };
}
