import { countPoints } from './points';

/**
 * The energy distance of two samples, 2 E|X - Y| - E|X - X'| - E|Y - Y'| with Euclidean distances and all pairs counted, a
 * point with itself too: at least zero, zero if and only if the samples are equal as distributions, in the units of the
 * data. (Székely & Rizzo, "Energy statistics: a class of statistics based on distances", 2013.) SciPy's `energy_distance`
 * is the square root of it.
 *
 * Exact: on the line in O(n log n), as 2 ∫ (F - G)² dx of the distribution functions; else over all pairs.
 *
 * @param a - flat row-major, N × `dimension`, finite, at least one point
 * @param b - flat row-major, M × `dimension`
 * @throws RangeError when a sample does not hold whole finite points
 * @example
 * ```ts
 * import { energyDistance } from '@bcl/metrics';
 * energyDistance([0], [3]); // => 6
 * energyDistance([0, 0], [3, 4], 2); // => 10
 * ```
 */
export function energyDistance(a: ArrayLike<number>, b: ArrayLike<number>, dimension = 1): number {
  countPoints(a, dimension, 'a');
  countPoints(b, dimension, 'b');
  if (dimension === 1) return onTheLine(Float64Array.from(a).sort(), Float64Array.from(b).sort());
  const between = meanDistance(a, b, dimension);
  // Rounding may take the difference of equal terms below zero.
  return Math.max(0, 2 * between - meanDistance(a, a, dimension) - meanDistance(b, b, dimension));
}

function onTheLine(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  let [i, j, last] = [0, 0, Math.min(a[0], b[0])];
  while (i < a.length || j < b.length) {
    const next = j === b.length || (i < a.length && a[i] <= b[j]) ? a[i] : b[j];
    const gap = i / a.length - j / b.length;
    sum += gap * gap * (next - last);
    last = next;
    while (i < a.length && a[i] === next) i++;
    while (j < b.length && b[j] === next) j++;
  }
  return 2 * sum;
}

/** Points of a block: as many of them as stay in the cache while they meet those of another block. */
const block = 128;

function meanDistance(a: ArrayLike<number>, b: ArrayLike<number>, dimension: number): number {
  const [n, m] = [a.length / dimension, b.length / dimension];
  const same = a === b;
  let sum = 0;
  for (let fromA = 0; fromA < n; fromA += block) {
    const toA = Math.min(n, fromA + block);
    for (let fromB = same ? fromA : 0; fromB < m; fromB += block) {
      const twice = same && fromB > fromA ? 2 : 1;
      sum += twice * blockSum(a, fromA, toA, b, fromB, Math.min(m, fromB + block), dimension);
    }
  }
  return sum / (n * m);
}

function blockSum(
  a: ArrayLike<number>,
  fromA: number,
  toA: number,
  b: ArrayLike<number>,
  fromB: number,
  toB: number,
  dimension: number,
): number {
  let sum = 0;
  for (let i = fromA; i < toA; i++) {
    for (let j = fromB; j < toB; j++) {
      let squares = 0;
      for (let d = 0; d < dimension; d++) {
        const difference = a[i * dimension + d] - b[j * dimension + d];
        squares += difference * difference;
      }
      sum += Math.sqrt(squares);
    }
  }
  return sum;
}
