import { checkPair } from './labels';

/** How often each class meets each cluster. */
export interface ContingencyTable {
  /** The distinct class labels, ascending: the rows of `counts`. */
  readonly classes: readonly number[];
  /** The distinct cluster labels, ascending: the columns of `counts`. */
  readonly clusters: readonly number[];
  /** Row-major, `classes.length` × `clusters.length`: the number of items with that class and that cluster. */
  readonly counts: Float64Array;
  /** The size of each class. */
  readonly classSizes: Float64Array;
  /** The size of each cluster. */
  readonly clusterSizes: Float64Array;
  /** The number of items. */
  readonly total: number;
}

/**
 * Counts of two labellings of the same items. Labels are integers of any sign; only labels that occur get a row or a
 * column, so that empty components do not matter.
 *
 * @param classes the first labelling, usually the truth
 * @param clusters the second labelling, usually the one found
 * @throws RangeError when a labelling is empty, holds something else than integers, or the lengths differ
 * @example
 * ```ts
 * import { contingencyTable } from '@bcl/metrics';
 * const table = contingencyTable([0, 0, 1, 1], [5, 5, 5, 7]);
 * table.clusters; // => [5, 7]
 * table.counts; // => [2, 0, 1, 1]
 * ```
 */
export function contingencyTable(classes: ArrayLike<number>, clusters: ArrayLike<number>): ContingencyTable {
  checkPair(classes, clusters);
  const rows = distinct(classes);
  const columns = distinct(clusters);
  const rowOf = new Map(rows.map((label, i) => [label, i]));
  const columnOf = new Map(columns.map((label, i) => [label, i]));
  const counts = new Float64Array(rows.length * columns.length);
  const classSizes = new Float64Array(rows.length);
  const clusterSizes = new Float64Array(columns.length);
  for (let i = 0; i < classes.length; i++) {
    const row = rowOf.get(classes[i]) ?? 0;
    const column = columnOf.get(clusters[i]) ?? 0;
    counts[row * columns.length + column]++;
    classSizes[row]++;
    clusterSizes[column]++;
  }
  return { classes: rows, clusters: columns, counts, classSizes, clusterSizes, total: classes.length };
}

function distinct(labels: ArrayLike<number>): number[] {
  return [...new Set(Array.from(labels))].sort((a, b) => a - b);
}
