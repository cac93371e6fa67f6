/** Throws a RangeError for the first value that is not finite: figures show what is there, not gaps by accident. */
export function checkFinite(values: ArrayLike<number>, name: string): void {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i]))
      throw new RangeError(`${name}[${i}] is ${values[i]}: a figure needs finite numbers`);
  }
}

/** The p-quantile of values in ascending order, interpolated linearly (type 7 of Hyndman & Fan 1996). */
export function quantile(sorted: readonly number[], p: number): number {
  if (sorted.length === 0) throw new RangeError('a quantile needs at least one value');
  const position = (sorted.length - 1) * p;
  const low = Math.floor(position);
  const high = Math.min(sorted.length - 1, low + 1);
  return sorted[low] + (position - low) * (sorted[high] - sorted[low]);
}

/** Every k-th index of n, at most `most` of them. */
export function thinned(n: number, most: number): number[] {
  const stride = Math.max(1, Math.ceil(n / most));
  return Array.from({ length: Math.ceil(n / stride) }, (_, i) => i * stride);
}

/** The smallest and largest value, widened by a share of their distance. */
export function paddedExtent(values: Iterable<number>, share = 0.05): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return [0, 1];
  const pad = high > low ? (high - low) * share : Math.max(0.5, Math.abs(low) * share);
  return [low - pad, high + pad];
}
