import { assignment } from './assignment';
import { contingencyTable } from './contingency';

/** The accuracy of a clustering under its best naming. */
export interface ClusteringAccuracy {
  /** The share of items whose cluster is mapped to their class, in (0, 1]. */
  readonly accuracy: number;
  /** The class of each cluster. Clusters beyond the number of classes are absent: their items all count as wrong. */
  readonly mapping: ReadonlyMap<number, number>;
}

/**
 * Clustering accuracy: the share of items classified rightly when each cluster is given one class and each class one
 * cluster in the best possible way (Hungarian assignment), as papers on clustering report it. The numbers of clusters
 * and classes may differ; with more clusters than classes the surplus clusters count as wrong.
 *
 * @param classes the true labels, integers
 * @param clusters the labels found for the same items
 * @throws RangeError when a labelling is empty, holds something else than integers, or the lengths differ
 * @example
 * ```ts
 * import { clusteringAccuracy } from '@bcl/metrics';
 * const { accuracy, mapping } = clusteringAccuracy([0, 0, 1, 1], [9, 9, 4, 9]);
 * accuracy; // => 0.75
 * mapping.get(9); // => 0
 * ```
 */
export function clusteringAccuracy(classes: ArrayLike<number>, clusters: ArrayLike<number>): ClusteringAccuracy {
  const table = contingencyTable(classes, clusters);
  const columns = table.clusters.length;
  const { columnOfRow, cost } = assignment(
    table.counts.map((count) => -count),
    table.classes.length,
    columns,
  );
  const mapping = new Map<number, number>();
  columnOfRow.forEach((column, row) => {
    if (column >= 0) mapping.set(table.clusters[column], table.classes[row]);
  });
  return { accuracy: -cost / table.total, mapping };
}
