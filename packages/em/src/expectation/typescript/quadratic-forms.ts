/** Rows less a mean: out[j * stride + s] = x[j * stride + s] - mean[j]. */
export function centre(
  x: Float64Array,
  mean: Float64Array,
  count: number,
  width: number,
  stride: number,
  out: Float64Array,
): void {
  // Padding up to a multiple of four keeps the kernels free of remainders; padded rows carry no weight.
  const padded = (count + 3) & ~3;
  for (let j = 0; j < width; j++) {
    const m = mean[j];
    for (let s = j * stride, end = j * stride + padded; s < end; s++) out[s] = x[s] - m;
  }
}

/** out[at + s] = constant - |W d_s|² / 2, in tiles of four rows of data by two rows of W. */
export function quadraticForms(
  d: Float64Array,
  whitening: Float64Array,
  count: number,
  width: number,
  stride: number,
  constant: number,
  out: Float64Array,
  at: number,
): void {
  for (let s = 0; s < count; s += 4) {
    let q0 = 0;
    let q1 = 0;
    let q2 = 0;
    let q3 = 0;
    let upper = 0;
    let i = 0;
    for (; i + 1 < width; i += 2) {
      let lower = upper + i + 1;
      let a0 = 0;
      let a1 = 0;
      let a2 = 0;
      let a3 = 0;
      let b0 = 0;
      let b1 = 0;
      let b2 = 0;
      let b3 = 0;
      let p = s;
      for (let j = 0; j <= i; j++, p += stride) {
        const u = whitening[upper++];
        const v = whitening[lower++];
        const d0 = d[p];
        const d1 = d[p + 1];
        const d2 = d[p + 2];
        const d3 = d[p + 3];
        a0 += u * d0;
        b0 += v * d0;
        a1 += u * d1;
        b1 += v * d1;
        a2 += u * d2;
        b2 += v * d2;
        a3 += u * d3;
        b3 += v * d3;
      }
      const v = whitening[lower++];
      b0 += v * d[p];
      b1 += v * d[p + 1];
      b2 += v * d[p + 2];
      b3 += v * d[p + 3];
      upper = lower;
      q0 += a0 * a0 + b0 * b0;
      q1 += a1 * a1 + b1 * b1;
      q2 += a2 * a2 + b2 * b2;
      q3 += a3 * a3 + b3 * b3;
    }
    if (i < width) {
      let a0 = 0;
      let a1 = 0;
      let a2 = 0;
      let a3 = 0;
      for (let j = 0, p = s; j <= i; j++, p += stride) {
        const u = whitening[upper++];
        a0 += u * d[p];
        a1 += u * d[p + 1];
        a2 += u * d[p + 2];
        a3 += u * d[p + 3];
      }
      q0 += a0 * a0;
      q1 += a1 * a1;
      q2 += a2 * a2;
      q3 += a3 * a3;
    }
    out[at + s] = constant - 0.5 * q0;
    out[at + s + 1] = constant - 0.5 * q1;
    out[at + s + 2] = constant - 0.5 * q2;
    out[at + s + 3] = constant - 0.5 * q3;
  }
}
