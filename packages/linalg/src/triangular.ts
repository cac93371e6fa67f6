import { cholesky } from './cholesky';
import { addMultiple, dot } from './dot';
import { requireShape, requireVector } from './shape';

function requireInvertible(l: Float64Array, n: number): void {
  requireShape(l, n, n, 'l');
  for (let i = 0; i < n; i++) {
    const pivot = l[i * n + i];
    if (pivot === 0 || Number.isNaN(pivot)) {
      throw new RangeError(`A triangular matrix with ${pivot} on its diagonal (at ${i}) has no inverse.`);
    }
  }
}

/**
 * The inverse of a lower triangular matrix, lower triangular itself. The strict upper triangle of `l` is not read.
 *
 * @param l - n × n, row-major, without zeros on the diagonal
 * @returns L⁻¹, n × n, row-major, with zeros above the diagonal
 * @throws RangeError when `l` is not n × n, or has 0 or NaN on its diagonal
 *
 * @example
 * ```ts
 * import { invertLowerTriangular } from '@bcl/linalg';
 *
 * invertLowerTriangular(Float64Array.of(2, 0, 1, 2), 2); // => [0.5, 0, -0.25, 0.5]
 * ```
 */
export function invertLowerTriangular(l: Float64Array, n: number): Float64Array {
  requireInvertible(l, n);
  const inverse = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const rowI = i * n;
    for (let k = 0; k < i; k++) addMultiple(inverse, rowI, -l[rowI + k], inverse, k * n, k + 1);
    const pivot = l[rowI + i];
    for (let j = 0; j < i; j++) inverse[rowI + j] /= pivot;
    inverse[rowI + i] = 1 / pivot;
  }
  return inverse;
}

/**
 * The solution x of L x = b by forward substitution. The strict upper triangle of `l` is not read.
 *
 * @param l - lower triangular, n × n, row-major, without zeros on the diagonal
 * @param b - n numbers
 * @throws RangeError when a shape is wrong, or `l` has 0 or NaN on its diagonal
 *
 * @example
 * ```ts
 * import { solveLower } from '@bcl/linalg';
 *
 * solveLower(Float64Array.of(2, 0, 1, 2), Float64Array.of(2, 5), 2); // => [1, 2]
 * ```
 */
export function solveLower(l: Float64Array, b: Float64Array, n: number): Float64Array {
  requireInvertible(l, n);
  requireVector(b, n, 'b');
  const x = new Float64Array(n);
  for (let i = 0; i < n; i++) x[i] = (b[i] - dot(l, i * n, x, 0, i)) / l[i * n + i];
  return x;
}

/**
 * The solution x of Lᵀ x = b by back substitution. The strict upper triangle of `l` is not read.
 *
 * @param l - lower triangular, n × n, row-major, without zeros on the diagonal
 * @param b - n numbers
 * @throws RangeError when a shape is wrong, or `l` has 0 or NaN on its diagonal
 *
 * @example
 * ```ts
 * import { solveLowerTransposed } from '@bcl/linalg';
 *
 * solveLowerTransposed(Float64Array.of(2, 0, 1, 2), Float64Array.of(4, 4), 2); // => [1, 2]
 * ```
 */
export function solveLowerTransposed(l: Float64Array, b: Float64Array, n: number): Float64Array {
  requireInvertible(l, n);
  requireVector(b, n, 'b');
  const x = b.slice();
  for (let i = n - 1; i >= 0; i--) {
    x[i] /= l[i * n + i];
    // Column i of Lᵀ is row i of L, so the solved unknown is taken out of the others along a row.
    addMultiple(x, 0, -x[i], l, i * n, i);
  }
  return x;
}

/**
 * The solution x of L Lᵀ x = b, given the Cholesky factor of a positive definite matrix.
 *
 * @param l - lower Cholesky factor (see `cholesky`), n × n, row-major
 * @param b - n numbers
 * @throws RangeError when a shape is wrong, or `l` has 0 or NaN on its diagonal
 *
 * @example
 * ```ts
 * import { solvePositiveDefinite } from '@bcl/linalg';
 *
 * solvePositiveDefinite(Float64Array.of(2, 0, 1, 2), Float64Array.of(8, 12), 2); // => [1, 2]
 * ```
 */
export function solvePositiveDefinite(l: Float64Array, b: Float64Array, n: number): Float64Array {
  return solveLowerTransposed(l, solveLower(l, b, n), n);
}

/**
 * The inverse of a symmetric positive definite matrix, L⁻ᵀ L⁻¹ for a = L Lᵀ, or `undefined` when `a` is not positive
 * definite. Only the lower triangle of `a` is read.
 *
 * @param a - n × n, row-major; left as it is
 * @returns a⁻¹, n × n, row-major, symmetric to the last bit
 * @throws RangeError when `a` is not n × n
 *
 * @example
 * ```ts
 * import { inversePositiveDefinite } from '@bcl/linalg';
 *
 * inversePositiveDefinite(Float64Array.of(2, 1, 1, 1), 2); // => [1, -1, -1, 2]
 * inversePositiveDefinite(Float64Array.of(1, 1, 1, 1), 2); // => undefined
 * ```
 */
export function inversePositiveDefinite(a: Float64Array, n: number): Float64Array | undefined {
  const l = cholesky(a, n);
  if (l === undefined) return undefined;
  const lowerInverse = invertLowerTriangular(l, n);
  const inverse = new Float64Array(n * n);
  for (let k = 0; k < n; k++) {
    for (let i = 0; i <= k; i++) addMultiple(inverse, i * n, lowerInverse[k * n + i], lowerInverse, k * n, i + 1);
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) inverse[j * n + i] = inverse[i * n + j];
  }
  return inverse;
}
