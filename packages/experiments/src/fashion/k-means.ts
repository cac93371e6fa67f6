import { multiplyTransposed } from '@bcl/linalg';
import { fold, uniform, type Key } from '@bcl/random';

/** A partition of rows around means. */
export interface Clusters {
  readonly labels: Int32Array;
  /** K x D. */
  readonly means: Float64Array;
  /** Sum of squared distances to the means. */
  readonly inertia: number;
}

/** Rows that are multiplied at a time. */
const CHUNK = 2048;

/**
 * Lloyd's algorithm from a k-means++ start, with distances by matrix products: for tens of thousands of rows of hundreds of columns.
 * Without missing cells or weights; {@link https://doi.org/10.1145/1283383.1283494 Arthur & Vassilvitskii 2007} for the start.
 *
 * @param data count x D, row-major
 */
export function kMeansOnRows(
  key: Key,
  data: Float64Array,
  count: number,
  clusters: number,
  maxIterations = 100,
): Clusters {
  const width = data.length / count;
  let means = seeds(key, data, count, clusters, width);
  let labels = new Int32Array(count).fill(-1);
  let inertia = Infinity;
  for (let i = 0; i < maxIterations; i++) {
    const assigned = assign(data, count, width, means, clusters);
    const changed = assigned.labels.some((label, n) => label !== labels[n]);
    ({ labels, inertia } = assigned);
    if (!changed) break;
    means = meansOf(data, labels, width, clusters, means);
  }
  return { labels, means, inertia };
}

function seeds(key: Key, data: Float64Array, count: number, clusters: number, width: number): Float64Array {
  const means = new Float64Array(clusters * width);
  const coins = uniform(fold(key, 'seeds'), clusters);
  const nearest = new Float64Array(count).fill(Infinity);
  let row = Math.floor(coins[0] * count);
  for (let k = 0; ; k++) {
    const seed = data.subarray(row * width, (row + 1) * width);
    means.set(seed, k * width);
    if (k === clusters - 1) return means;
    eachDistance(
      data,
      count,
      width,
      seed,
      1,
      (n, _, square) => (nearest[n] = Math.min(nearest[n], Math.max(0, square))),
    );
    let left = coins[k + 1] * nearest.reduce((sum, square) => sum + square, 0);
    row = 0;
    while (row < count - 1 && (left -= nearest[row]) > 0) row++;
  }
}

function assign(data: Float64Array, count: number, width: number, means: Float64Array, clusters: number) {
  const labels = new Int32Array(count);
  const nearest = new Float64Array(count).fill(Infinity);
  eachDistance(data, count, width, means, clusters, (n, k, square) => {
    if (square >= nearest[n]) return;
    nearest[n] = square;
    labels[n] = k;
  });
  return { labels, inertia: nearest.reduce((sum, square) => sum + square, 0) };
}

function eachDistance(
  data: Float64Array,
  count: number,
  width: number,
  means: Float64Array,
  clusters: number,
  visit: (n: number, k: number, square: number) => void,
): void {
  const lengths = squares(means, clusters, width);
  for (let from = 0; from < count; from += CHUNK) {
    const rows = Math.min(CHUNK, count - from);
    const own = data.subarray(from * width, (from + rows) * width);
    const products = multiplyTransposed(own, means, rows, width, clusters);
    const own2 = squares(own, rows, width);
    for (let s = 0; s < rows; s++)
      for (let k = 0; k < clusters; k++) visit(from + s, k, own2[s] - 2 * products[s * clusters + k] + lengths[k]);
  }
}

function squares(a: Float64Array, rows: number, width: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) => {
    let sum = 0;
    for (let j = i * width; j < (i + 1) * width; j++) sum += a[j] * a[j];
    return sum;
  });
}

/** A cluster that lost its last row keeps its mean. */
function meansOf(
  data: Float64Array,
  labels: Int32Array,
  width: number,
  clusters: number,
  before: Float64Array,
): Float64Array {
  const means = new Float64Array(clusters * width);
  const counts = new Float64Array(clusters);
  labels.forEach((k, n) => {
    counts[k]++;
    for (let j = 0; j < width; j++) means[k * width + j] += data[n * width + j];
  });
  return means.map((sum, flat) => {
    const k = Math.floor(flat / width);
    return counts[k] === 0 ? before[flat] : sum / counts[k];
  });
}
