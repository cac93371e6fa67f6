/** The largest difference between two equally long lists; Infinity when they are not. NaN anywhere gives NaN. For tests. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  return Array.from(a, (value, at) => Math.abs(value - b[at])).reduce((most, gap) => Math.max(most, gap), 0);
}
