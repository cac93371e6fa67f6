import { choleskyInPlace } from './cholesky';
import { chosenEigenpairs } from './eigen';
import { multiply, symmetrize, transpose } from './products';
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

  // Only the eigenvectors on one side of the floor are needed: either what lies below is lifted, or what lies above is put on
  // floor · I. The fewer, the cheaper; lifting leaves the other directions free of rounding.
  let lift = true;
  const { values, vectors } = chosenEigenpairs(result, n, (all, scale) => {
    const indices = Array.from(all.keys());
    const below = indices.filter((index) => all[index] / scale < floor);
    lift = 2 * below.length <= n;
    return lift ? below : indices.filter((index) => all[index] / scale > floor);
  });
  return lift
    ? addScaled(result, n, values, vectors, floor)
    : addScaled(scaledIdentity(n, floor), n, values, vectors, floor);
}

/** base + Σ |λ - floor| v vᵀ over the eigenvectors v in the rows of `vectors`; symmetric to the last bit. */
function addScaled(
  base: Float64Array,
  n: number,
  values: Float64Array,
  vectors: Float64Array,
  floor: number,
): Float64Array {
  const scaled = vectors.map((entry, flat) => entry * Math.abs(values[Math.floor(flat / n)] - floor));
  const added = multiply(transpose(scaled, values.length, n), vectors, n, values.length, n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      const sum = base[i * n + j] + added[i * n + j];
      base[i * n + j] = sum;
      base[j * n + i] = sum;
    }
  return base;
}

function scaledIdentity(n: number, by: number): Float64Array {
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++) result[i * n + i] = by;
  return result;
}
