import { contingencyTable, type ContingencyTable } from './contingency';

/** How the two entropies are joined into the denominator of the normalised mutual information. */
export type Average = 'arithmetic' | 'geometric' | 'min' | 'max';

const averages: Readonly<Record<Average, (a: number, b: number) => number>> = {
  arithmetic: (a, b) => (a + b) / 2,
  geometric: (a, b) => Math.sqrt(a * b),
  min: Math.min,
  max: Math.max,
};

/**
 * Normalised mutual information of two labellings, I(U; V) / average(H(U), H(V)): 1 for the same partition under any
 * names, 0 for independent ones. Not corrected for chance: many clusters raise it (see {@link adjustedRandIndex}).
 *
 * Equal to scikit-learn's `normalized_mutual_info_score`, whose limits it shares: 1 when both labellings have one
 * group only, 0 when just one of them does.
 *
 * @param classes the first labelling, integers
 * @param clusters the second labelling of the same items
 * @param options.average joins the two entropies; 'arithmetic' (the default) is scikit-learn's default
 * @returns a number in [0, 1]
 * @throws RangeError when a labelling is empty, holds something else than integers, or the lengths differ
 * @example
 * ```ts
 * import { normalizedMutualInformation } from '@bcl/metrics';
 * normalizedMutualInformation([0, 0, 1, 1], [7, 7, 3, 3]); // => 1
 * normalizedMutualInformation([0, 0, 1, 1], [0, 1, 0, 1]); // => 0
 * ```
 */
export function normalizedMutualInformation(
  classes: ArrayLike<number>,
  clusters: ArrayLike<number>,
  options: { readonly average?: Average } = {},
): number {
  const average = options.average ?? 'arithmetic';
  if (!Object.hasOwn(averages, average)) {
    throw new RangeError(`average is ${String(average)}: use one of ${Object.keys(averages).join(', ')}`);
  }
  const table = contingencyTable(classes, clusters);
  if (table.classes.length === 1 && table.clusters.length === 1) return 1;
  const shared = mutualInformation(table);
  if (shared === 0) return 0;
  // Rounding may lift a perfect match above one by an ulp.
  return Math.min(1, shared / averages[average](entropy(table.classSizes), entropy(table.clusterSizes)));
}

/** I = Σ p_ij log(p_ij / (p_i p_j)) in nats; the ratio is formed from whole counts, so independence gives exactly 0. */
function mutualInformation(table: ContingencyTable): number {
  const { counts, classSizes, clusterSizes, total } = table;
  const columns = clusterSizes.length;
  let sum = 0;
  for (let i = 0; i < classSizes.length; i++) {
    for (let j = 0; j < columns; j++) {
      const count = counts[i * columns + j];
      if (count > 0) sum += (count / total) * Math.log((count * total) / (classSizes[i] * clusterSizes[j]));
    }
  }
  return sum < Number.EPSILON ? 0 : sum;
}

/** H = -Σ p log p in nats. */
function entropy(sizes: Float64Array): number {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return -sizes.reduce((sum, size) => sum + (size / total) * Math.log(size / total), 0);
}
