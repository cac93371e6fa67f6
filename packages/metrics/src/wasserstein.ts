import { countPoints } from './points';

/** The power to which distances are raised before they are averaged. */
export type WassersteinOrder = 1 | 2;

/**
 * The Wasserstein distance of two samples on the line, W_p = (∫ |F⁻¹(u) - G⁻¹(u)|^p du)^(1/p) with F⁻¹ and G⁻¹ the
 * quantile functions: exact, by sorting, for samples of any two sizes. In the units of the data; zero if and only if the
 * samples are equal as distributions.
 *
 * @param a - any order, at least one, finite
 * @param b - likewise
 * @param order - p; 1 is the area between the distribution functions, the earth mover's distance
 * @throws RangeError when a sample is empty or not finite, or the order is neither 1 nor 2
 * @example
 * ```ts
 * import { wassersteinDistance } from '@bcl/metrics';
 * wassersteinDistance([0, 1, 3], [5, 6, 8]); // => 5
 * wassersteinDistance([0], [3, 4], 2) ** 2; // => 12.5
 * ```
 */
export function wassersteinDistance(a: ArrayLike<number>, b: ArrayLike<number>, order: WassersteinOrder = 1): number {
  countPoints(a, 1, 'a');
  countPoints(b, 1, 'b');
  const total = sortedWasserstein(Float64Array.from(a).sort(), Float64Array.from(b).sort(), checkedOrder(order));
  return order === 1 ? total : Math.sqrt(total);
}

/** The order, if it is one. */
export function checkedOrder(order: WassersteinOrder): WassersteinOrder {
  const given: number = order;
  if (given !== 1 && given !== 2) throw new RangeError(`order is ${given}: it must be 1 or 2`);
  return order;
}

/** W_p^p of two sorted samples. */
export function sortedWasserstein(a: Float64Array, b: Float64Array, order: WassersteinOrder): number {
  const [n, m] = [a.length, b.length];
  let sum = 0;
  // Both quantile functions are steps; places on [0, 1] are counted in units of 1 / (n m), which keeps them whole.
  for (let i = 0, j = 0, from = 0; i < n && j < m;) {
    const [endA, endB] = [(i + 1) * m, (j + 1) * n];
    const to = Math.min(endA, endB);
    const gap = Math.abs(a[i] - b[j]);
    sum += (to - from) * (order === 1 ? gap : gap * gap);
    if (endA === to) i++;
    if (endB === to) j++;
    from = to;
  }
  return sum / (n * m);
}
