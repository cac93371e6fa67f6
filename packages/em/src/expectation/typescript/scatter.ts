/** first += sum r d, second (lower triangle) += sum r d dᵀ for component k, in tiles of two by four coordinates. */
export function scatter(
  d: Float64Array,
  r: Float64Array,
  at: number,
  count: number,
  width: number,
  stride: number,
  weighted: Float64Array,
  first: Float64Array,
  second: Float64Array,
  k: number,
): void {
  for (let j = 0; j < width; j++) {
    const from = j * stride;
    let sum = 0;
    for (let s = 0; s < count; s++) {
      const value = r[at + s] * d[from + s];
      weighted[from + s] = value;
      sum += value;
    }
    first[k * width + j] += sum;
  }
  const base = k * width * width;
  for (let i = 0; i < width; i += 2)
    for (let j = 0; j <= i + 1 && j < width; j += 4) tile(d, weighted, count, width, stride, i, j, second, base);
}

/** One tile: rows i, i + 1 by columns j … j + 3. Coordinates past the end repeat the last one and are not stored. */
function tile(
  d: Float64Array,
  weighted: Float64Array,
  count: number,
  width: number,
  stride: number,
  i: number,
  j: number,
  second: Float64Array,
  base: number,
): void {
  const last = width - 1;
  let p = i * stride;
  let q = Math.min(i + 1, last) * stride;
  let e = j * stride;
  let f = Math.min(j + 1, last) * stride;
  let g = Math.min(j + 2, last) * stride;
  let h = Math.min(j + 3, last) * stride;
  let a0 = 0;
  let a1 = 0;
  let a2 = 0;
  let a3 = 0;
  let b0 = 0;
  let b1 = 0;
  let b2 = 0;
  let b3 = 0;
  for (let s = 0; s < count; s++) {
    const u = weighted[p++];
    const v = weighted[q++];
    const d0 = d[e++];
    const d1 = d[f++];
    const d2 = d[g++];
    const d3 = d[h++];
    a0 += u * d0;
    b0 += v * d0;
    a1 += u * d1;
    b1 += v * d1;
    a2 += u * d2;
    b2 += v * d2;
    a3 += u * d3;
    b3 += v * d3;
  }
  // What falls above the diagonal is never read; `last` keeps a repeated coordinate from being counted twice.
  const upper = base + i * width + j;
  second[upper] += a0;
  if (j + 1 <= last) second[upper + 1] += a1;
  if (j + 2 <= last) second[upper + 2] += a2;
  if (j + 3 <= last) second[upper + 3] += a3;
  if (i + 1 > last) return;
  const lower = upper + width;
  second[lower] += b0;
  if (j + 1 <= last) second[lower + 1] += b1;
  if (j + 2 <= last) second[lower + 2] += b2;
  if (j + 3 <= last) second[lower + 3] += b3;
}
