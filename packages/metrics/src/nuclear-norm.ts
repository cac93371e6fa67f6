/** Times that all pairs are turned; convergence is quadratic, ten are plenty. */
const mostSweeps = 60;
/** Cosine of the angle below which two vectors count as orthogonal: far above the rounding of a dot product. */
const orthogonal = 1e-13;

/**
 * The sum of the singular values of a square matrix, by one-sided Jacobi rotations: its rows are turned in pairs until all
 * are orthogonal, their lengths are then the singular values (Hestenes 1958). Small ones come out to full relative accuracy, down
 * to the rounding of the largest: what is below that is noise, which no rotation makes orthogonal.
 *
 * @param matrix - flat, size × size, finite; rows or columns first is the same
 * @throws Error when the rotations do not come to an end, which no finite matrix has been seen to cause
 */
export function nuclearNorm(matrix: ArrayLike<number>, size: number): number {
  const rows = Float64Array.from(matrix);
  const noise = (size * Number.EPSILON) ** 2 * rows.reduce((sum, value) => sum + value * value, 0);
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let turned = false;
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) turned = orthogonalise(rows, p * size, q * size, size, noise) || turned;
    }
    if (!turned) {
      let sum = 0;
      for (let p = 0; p < size; p++) sum += Math.sqrt(dot(rows, p * size, p * size, size));
      return sum;
    }
  }
  throw new Error(`the rotations of a ${size} × ${size} matrix did not come to an end`);
}

/** Turns two vectors in their plane until they are orthogonal; says whether they were not. */
function orthogonalise(rows: Float64Array, p: number, q: number, size: number, noise: number): boolean {
  const [pp, qq, pq] = [dot(rows, p, p, size), dot(rows, q, q, size), dot(rows, p, q, size)];
  if (pq === 0 || pp <= noise || qq <= noise || Math.abs(pq) <= orthogonal * Math.sqrt(pp) * Math.sqrt(qq))
    return false;
  const ratio = (qq - pp) / (2 * pq);
  const tangent = (ratio >= 0 ? 1 : -1) / (Math.abs(ratio) + Math.hypot(1, ratio));
  const cosine = 1 / Math.hypot(1, tangent);
  const sine = cosine * tangent;
  for (let i = 0; i < size; i++) {
    const [x, y] = [rows[p + i], rows[q + i]];
    rows[p + i] = cosine * x - sine * y;
    rows[q + i] = sine * x + cosine * y;
  }
  return true;
}

function dot(rows: Float64Array, p: number, q: number, size: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += rows[p + i] * rows[q + i];
  return sum;
}
