import { dot } from './dot';
import { requireShape } from './shape';

/**
 * Replaces a symmetric positive definite matrix by its lower Cholesky factor L, a = L Lᵀ, in place.
 *
 * Only the lower triangle of `a` is read; the strict upper triangle is set to zero. The factor is computed row by row
 * (Golub & Van Loan, Matrix Computations, 4th ed., §4.2), about n³/3 operations.
 *
 * @param a - n × n, row-major; overwritten, and unspecified when the result is `false`
 * @returns whether `a` is positive definite as far as float64 can tell; `false` also for NaN or infinite entries
 * @throws RangeError when `a` is not n × n
 *
 * @example
 * ```ts
 * import { choleskyInPlace } from '@bcl/linalg';
 *
 * const a = Float64Array.of(4, 2, 2, 5);
 * choleskyInPlace(a, 2); // => true
 * a; // => [2, 0, 1, 2]
 * ```
 */
export function choleskyInPlace(a: Float64Array, n: number): boolean {
  requireShape(a, n, n, 'a');
  for (let i = 0; i < n; i++) {
    const rowI = i * n;
    for (let j = 0; j < i; j++) {
      const rowJ = j * n;
      a[rowI + j] = (a[rowI + j] - dot(a, rowI, a, rowJ, j)) / a[rowJ + j];
    }
    const pivot = a[rowI + i] - dot(a, rowI, a, rowI, i);
    // The second comparison also turns away NaN and infinity, which the first alone would let through.
    if (!(pivot > 0 && pivot < Infinity)) return false;
    a[rowI + i] = Math.sqrt(pivot);
    a.fill(0, rowI + i + 1, rowI + n);
  }
  return true;
}

/**
 * The lower Cholesky factor L of a symmetric positive definite matrix, a = L Lᵀ, or `undefined` when `a` is not
 * positive definite. Only the lower triangle of `a` is read, and `a` is left as it is.
 *
 * @param a - n × n, row-major
 * @returns L, n × n, row-major, with zeros above the diagonal and a positive diagonal
 * @throws RangeError when `a` is not n × n
 *
 * @example
 * ```ts
 * import { cholesky } from '@bcl/linalg';
 *
 * cholesky(Float64Array.of(4, 2, 2, 5), 2); // => [2, 0, 1, 2]
 * cholesky(Float64Array.of(1, 2, 2, 1), 2); // => undefined
 * ```
 */
export function cholesky(a: Float64Array, n: number): Float64Array | undefined {
  const factor = a.slice();
  return choleskyInPlace(factor, n) ? factor : undefined;
}

/**
 * The natural logarithm of the determinant of a = L Lᵀ, that is 2 Σ log Lᵢᵢ. It neither overflows nor underflows where
 * the determinant itself would.
 *
 * @param l - lower Cholesky factor, n × n, row-major, with a positive diagonal
 * @throws RangeError when `l` is not n × n, or its diagonal is not positive
 *
 * @example
 * ```ts
 * import { logDeterminantFromCholesky } from '@bcl/linalg';
 *
 * logDeterminantFromCholesky(Float64Array.of(2, 0, 1, 2), 2) / Math.log(16); // => 1
 * ```
 */
export function logDeterminantFromCholesky(l: Float64Array, n: number): number {
  requireShape(l, n, n, 'l');
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const pivot = l[i * n + i];
    if (!(pivot > 0)) {
      throw new RangeError(`The diagonal of a Cholesky factor is positive, got ${pivot} at ${i}: pass L, not L Lᵀ.`);
    }
    sum += Math.log(pivot);
  }
  return 2 * sum;
}
