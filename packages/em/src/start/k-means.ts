import { choose, fold, uniform, type Key } from '@bcl/random';
import type { Observations } from '../observations/observations';
import { meansOfColumns } from './column-moments';

/** Clusters by nearest centre. */
export interface KMeans {
  /** K x D. */
  readonly centres: Float64Array;
  /** N: index of the nearest centre. */
  readonly labels: Int32Array;
  /** Weighted sum of squared distances to the nearest centre; gaps are left out and the rest scaled up. */
  readonly inertia: number;
  readonly iterations: number;
}

/** When Lloyd's iterations end. */
export interface KMeansOptions {
  /** 0 keeps the k-means++ seeds as they are. */
  readonly maxIterations?: number;
}

/**
 * k-means with k-means++ seeds (the greedy variant: of 2 + ln K candidates the one that lowers the cost most), for tables
 * with gaps: distances run over the known cells and are scaled by D / known.
 */
export function kMeans(
  key: Key,
  data: Observations,
  components: number,
  { maxIterations = 300 }: KMeansOptions = {},
): KMeans {
  const centres = seeds(key, data, components);
  const labels = new Int32Array(data.rows).fill(-1);
  let inertia = assign(data, centres, components, labels).inertia;
  let iterations = 0;
  while (iterations < maxIterations) {
    iterations++;
    moveCentres(data, labels, centres, components);
    const { changed, inertia: cost } = assign(data, centres, components, labels);
    inertia = cost;
    if (changed === 0) break;
  }
  return { centres, labels, inertia, iterations };
}

/** Squared distance over the known cells of row n, scaled to all D; 0 for a row that is all gaps. */
function distance({ data, dimension, complete }: Observations, n: number, centres: Float64Array, k: number): number {
  let sum = 0;
  let known = dimension;
  for (let d = 0, at = n * dimension, c = k * dimension; d < dimension; d++, at++, c++) {
    const difference = data[at] - centres[c];
    if (complete || difference === difference) sum += difference * difference;
    else known--;
  }
  return known === dimension || known === 0 ? sum : (sum * dimension) / known;
}

function assign(
  data: Observations,
  centres: Float64Array,
  components: number,
  labels: Int32Array,
): { changed: number; inertia: number } {
  let changed = 0;
  let inertia = 0;
  for (let n = 0; n < data.rows; n++) {
    let best = 0;
    let nearest = Infinity;
    for (let k = 0; k < components; k++) {
      const d = distance(data, n, centres, k);
      if (d < nearest) {
        nearest = d;
        best = k;
      }
    }
    if (labels[n] !== best) changed++;
    labels[n] = best;
    inertia += (data.weights === undefined ? 1 : data.weights[n]) * nearest;
  }
  return { changed, inertia };
}

/** Each centre to the mean of its rows' known cells; a centre without rows stays. */
function moveCentres(
  { data, dimension, rows, weights }: Observations,
  labels: Int32Array,
  centres: Float64Array,
  components: number,
): void {
  const sums = new Float64Array(components * dimension);
  const counts = new Float64Array(components * dimension);
  for (let n = 0; n < rows; n++) {
    const weight = weights === undefined ? 1 : weights[n];
    for (let d = 0; d < dimension; d++) {
      const value = data[n * dimension + d];
      if (Number.isNaN(value)) continue;
      sums[labels[n] * dimension + d] += weight * value;
      counts[labels[n] * dimension + d] += weight;
    }
  }
  for (let i = 0; i < centres.length; i++) if (counts[i] > 0) centres[i] = sums[i] / counts[i];
}

function seeds(key: Key, data: Observations, components: number): Float64Array {
  const { rows, dimension, weights } = data;
  const columnMeans = meansOfColumns(data);
  const centres = new Float64Array(components * dimension);
  const trials = 2 + Math.floor(Math.log(components));
  const cost = new Float64Array(rows).fill(1);
  let nearest = new Float64Array(rows).fill(Infinity);
  for (let k = 0; k < components; k++) {
    for (let n = 0; n < rows; n++) cost[n] = (weights === undefined ? 1 : weights[n]) * (k === 0 ? 1 : nearest[n]);
    const draws = uniform(fold(key, k), k === 0 ? 1 : trials);
    let bestTotal = Infinity;
    let bestNearest = nearest;
    let bestRow = 0;
    for (const draw of draws) {
      const candidate = draw01(cost, draw);
      copyRow(data, candidate, columnMeans, centres, k);
      const closer = new Float64Array(rows);
      let total = 0;
      for (let n = 0; n < rows; n++) {
        closer[n] = Math.min(nearest[n], distance(data, n, centres, k));
        total += (weights === undefined ? 1 : weights[n]) * closer[n];
      }
      if (total < bestTotal) {
        bestTotal = total;
        bestNearest = closer;
        bestRow = candidate;
      }
    }
    copyRow(data, bestRow, columnMeans, centres, k);
    nearest = bestNearest;
  }
  return centres;
}

/** The first index whose cumulative cost exceeds the share `u` of the total; any row when all costs are zero. */
function draw01(cost: Float64Array, u: number): number {
  const total = cost.reduce((sum, value) => sum + value, 0);
  if (!(total > 0)) return Math.min(cost.length - 1, Math.floor(u * cost.length));
  let left = u * total;
  for (let n = 0; n < cost.length; n++) {
    left -= cost[n];
    if (left < 0) return n;
  }
  return cost.length - 1;
}

function copyRow(
  { data, dimension }: Observations,
  n: number,
  columnMeans: Float64Array,
  centres: Float64Array,
  k: number,
): void {
  for (let d = 0; d < dimension; d++) {
    const value = data[n * dimension + d];
    centres[k * dimension + d] = Number.isNaN(value) ? columnMeans[d] : value;
  }
}

/** K distinct rows of the data, gaps filled with the column means: K x D. */
export function chooseRows(key: Key, data: Observations, components: number): Float64Array {
  const columnMeans = meansOfColumns(data);
  const centres = new Float64Array(components * data.dimension);
  choose(key, data.rows, components).forEach((row, k) => copyRow(data, row, columnMeans, centres, k));
  return centres;
}
