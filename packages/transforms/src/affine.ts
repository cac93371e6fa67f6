import { invertLowerTriangular, multiply, qr, transpose } from '@bcl/linalg';
import { denseRowMap, fromLinearAction } from './linear-action';
import { requireDimension, requireFinite } from './requirements';
import type { Transform } from './transform';

/**
 * The general invertible affine map y = A x + b.
 *
 * A is factored once by QR; the inverse and log|det A| come from there.
 *
 * @param linear A, D×D row-major; copied
 * @param offset b, D ≥ 1 values; copied
 * @throws RangeError when the sizes disagree, a value is not finite, or A is singular to working precision
 * @example
 * ```ts
 * import { fromRows } from '@bcl/linalg';
 * import { affine } from '@bcl/transforms';
 * const stretch = affine([2, 0, 0, 0.5], [1, 1]);
 * stretch.apply(fromRows([[1, 4]])).data; // => [3, 3]
 * stretch.logAbsDeterminant; // => 0
 * ```
 */
export function affine(linear: ArrayLike<number>, offset: ArrayLike<number>): Transform {
  const dimension = offset.length;
  requireDimension(dimension);
  if (linear.length !== dimension * dimension) {
    throw new RangeError(
      `an offset of ${dimension} values needs a linear part of ${dimension}×${dimension}, got ${linear.length} values`,
    );
  }
  requireFinite(linear, 'the linear part');
  requireFinite(offset, 'the offset');
  const forward = Float64Array.from(linear);
  const { inverse, logAbsDeterminant } = invert(forward, dimension);
  return fromLinearAction({
    name: 'affine',
    dimension,
    forward: denseRowMap(forward, dimension),
    backward: denseRowMap(inverse, dimension),
    logAbsDeterminant,
    offset: Float64Array.from(offset),
    linear: forward,
    inverseLinear: inverse,
  });
}

/**
 * A = S Q R, where the diagonal S holds the largest size of each row. Scaling the rows, and judging each pivot against its own
 * column, keep features in very different units, before or after the transform, from looking singular.
 */
function invert(a: Float64Array, n: number): { inverse: Float64Array; logAbsDeterminant: number } {
  const scales = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) scales[i] = Math.max(scales[i], Math.abs(a[i * n + j]));
    if (scales[i] === 0) throw new RangeError(`the linear part is singular: row ${i} is zero; it must be invertible`);
  }
  const scaled = a.map((value, at) => value / scales[Math.floor(at / n)]);
  const { q, r } = qr(scaled, n, n);
  let logAbsDeterminant = 0;
  for (let j = 0; j < n; j++) {
    let column = 0;
    for (let i = 0; i <= j; i++) column = Math.hypot(column, r[i * n + j]);
    const pivot = Math.abs(r[j * n + j]);
    if (!(pivot > n * Number.EPSILON * column)) {
      throw new RangeError(
        `the linear part is singular: column ${j} depends on the columns before it; it must be invertible`,
      );
    }
    logAbsDeterminant += Math.log(pivot) + Math.log(scales[j]);
  }
  const upperInverse = transpose(invertLowerTriangular(transpose(r, n, n), n), n, n);
  const inverse = multiply(upperInverse, transpose(q, n, n), n, n, n).map((value, at) => value / scales[at % n]);
  return { inverse, logAbsDeterminant };
}
