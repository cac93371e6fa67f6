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

/** How an axis is scaled. */
export type AxisScale = 'linear' | 'log';

/** Domain and ticks of an axis that shows all of these values, with a little room around them. */
export function axisOf(
  values: Iterable<number>,
  scale: AxisScale,
): { domain: [number, number]; ticks: number[] | number } {
  if (scale === 'linear') return { domain: paddedExtent(values), ticks: 6 };
  const [low, high] = paddedExtent(Array.from(values, Math.log10), 0.04);
  return { domain: [10 ** low, 10 ** high], ticks: logTicks(low, high) };
}

/** 1, 2 and 5 in every decade of a short logarithmic axis, the decades alone on a long one. */
function logTicks(low: number, high: number): number[] {
  const digits = high - low < 0.7 ? [1, 1.5, 2, 3, 4, 5, 6, 7, 8] : high - low < 3.2 ? [1, 2, 5] : [1];
  const ticks: number[] = [];
  for (let decade = Math.floor(low); decade <= high; decade++) {
    for (const digit of digits) {
      const tick = Number(`${digit}e${decade}`); // parsed, so that 2e-2 is the number that prints as 0.02
      if (Math.log10(tick) >= low && Math.log10(tick) <= high) ticks.push(tick);
    }
  }
  return ticks;
}
