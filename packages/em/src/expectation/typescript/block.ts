/** Rows a block holds: enough to amortise the loops, few enough that a block stays in the first-level cache. */
export function blockSize(width: number): number {
  return Math.max(8, Math.min(64, Math.floor(2048 / Math.max(1, width)) & ~7));
}

/** Writes rows coordinate by coordinate, so that the innermost loops run over neighbours: coordinate j of row s stands at j * stride + s. */
export function transposeRows(
  values: Float64Array,
  from: number,
  count: number,
  width: number,
  block: Float64Array,
  stride: number,
): void {
  if (count < stride) block.fill(0);
  for (let s = 0, p = from * width; s < count; s++) for (let j = 0; j < width; j++) block[j * stride + s] = values[p++];
}
