import { choleskyInPlace } from './cholesky';
import { symmetricEigen } from './eigen';
import { symmetrize } from './products';
import { requireShape } from './shape';

/**
 * The symmetric matrix closest to `a` (in the Frobenius norm) whose eigenvalues are at least `floor`:
 * V max(Λ, floor) Vᵀ for a = V Λ Vᵀ. With a positive floor it repairs a covariance matrix that is singular or, by
 * rounding, indefinite.
 *
 * Where a Cholesky factorisation of a - floor · I shows that there is nothing to do, a symmetrised copy of `a` is
 * returned; otherwise only the eigenvectors below the floor are changed. The eigenvalues of the result stay above the
 * floor up to rounding, that is up to about n · 2⁻⁵² times the largest of them: choose the floor well above that if the
 * result is to be factorised.
 *
 * @param a - n × n, row-major; left as it is. If it is not symmetric, (a + aᵀ) / 2 is taken.
 * @param floor - the least eigenvalue allowed, finite, in the units of `a`
 * @returns n × n, row-major, symmetric to the last bit
 * @throws RangeError when `a` is not n × n, has NaN or infinite entries, or the floor is not finite
 *
 * @example
 * ```ts
 * import { floorEigenvalues } from '@bcl/linalg';
 *
 * floorEigenvalues(Float64Array.of(4, 0, 0, 0), 2, 0.5); // => [4, 0, 0, 0.5]
 * floorEigenvalues(Float64Array.of(2, 1, 1, 2), 2, 0.5); // => [2, 1, 1, 2]
 * ```
 */
export function floorEigenvalues(a: Float64Array, n: number, floor: number): Float64Array {
  requireShape(a, n, n, 'a');
  if (!Number.isFinite(floor)) throw new RangeError(`The floor of eigenvalues must be finite, got ${floor}.`);
  const result = symmetrize(a.slice(), n);
  const shifted = result.slice();
  for (let i = 0; i < n; i++) shifted[i * n + i] -= floor;
  if (choleskyInPlace(shifted, n)) return result;

  const { values, vectors } = symmetricEigen(result, n);
  // Ascending order: those below the floor come first. Adding the difference to `a` instead of putting V max(Λ, floor)
  // Vᵀ together leaves the other directions free of rounding, and costs only as much as there is to lift.
  for (let k = 0; k < n && values[k] < floor; k++) {
    const lift = floor - values[k];
    for (let i = 0; i < n; i++) {
      const factor = lift * vectors[i * n + k];
      for (let j = 0; j <= i; j++) result[i * n + j] += factor * vectors[j * n + k];
    }
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) result[j * n + i] = result[i * n + j];
  }
  return result;
}
