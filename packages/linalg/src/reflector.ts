import { addMultiple, dot } from './dot';

/**
 * Builds the Householder reflector H = I - τ v vᵀ that maps the vector x = `values[start … end)` to a multiple of the
 * unit vector at `pivot`, and overwrites x by v (Golub & Van Loan, Matrix Computations, 4th ed., §5.1).
 *
 * The vector is scaled by its largest magnitude first, so that its squares neither overflow nor underflow, and the sign
 * is the one without cancellation. τ is written to `tau[slot]`; it is 0 (H = I) when x is such a multiple already.
 *
 * @returns the entry that H x has at `pivot`
 */
export function makeReflector(
  values: Float64Array,
  start: number,
  end: number,
  pivot: number,
  tau: Float64Array,
  slot: number,
): number {
  const head = values[pivot];
  let rest = 0;
  for (let k = start; k < end; k++) if (k !== pivot) rest = Math.max(rest, Math.abs(values[k]));
  if (rest === 0) {
    tau[slot] = 0;
    return head;
  }
  const scale = Math.max(rest, Math.abs(head));
  for (let k = start; k < end; k++) values[k] /= scale;
  const norm = Math.sqrt(dot(values, start, values, start, end - start));
  const scaledHead = values[pivot];
  const image = scaledHead > 0 ? -norm : norm;
  values[pivot] = scaledHead - image;
  tau[slot] = 1 / (norm * (norm + Math.abs(scaledHead)));
  return image * scale;
}

/** Applies the reflector with vector `v[vStart …]` and factor τ to `x[xStart …]`, `length` numbers, in place. */
export function applyReflector(
  v: Float64Array,
  vStart: number,
  tau: number,
  x: Float64Array,
  xStart: number,
  length: number,
): void {
  if (tau !== 0) addMultiple(x, xStart, -tau * dot(v, vStart, x, xStart, length), v, vStart, length);
}
