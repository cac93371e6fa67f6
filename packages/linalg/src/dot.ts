/**
 * The inner product of two runs of `length` numbers, the one work horse of the row-major kernels. Four partial sums
 * let the processor overlap the additions; the order of summation is fixed, so equal input gives equal bits.
 */
export function dot(a: Float64Array, aStart: number, b: Float64Array, bStart: number, length: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let k = 0;
  for (; k + 3 < length; k += 4) {
    s0 += a[aStart + k] * b[bStart + k];
    s1 += a[aStart + k + 1] * b[bStart + k + 1];
    s2 += a[aStart + k + 2] * b[bStart + k + 2];
    s3 += a[aStart + k + 3] * b[bStart + k + 3];
  }
  for (; k < length; k++) s0 += a[aStart + k] * b[bStart + k];
  return s0 + s1 + (s2 + s3);
}

/** Adds `factor` times a run of `length` numbers of `x` to a run of `y`, in place. */
export function addMultiple(
  y: Float64Array,
  yStart: number,
  factor: number,
  x: Float64Array,
  xStart: number,
  length: number,
): void {
  for (let k = 0; k < length; k++) y[yStart + k] += factor * x[xStart + k];
}
