import { contingencyTable } from './contingency';

/**
 * Adjusted Rand index (Hubert & Arabie 1985): the share of pairs of items on which two labellings agree, corrected so
 * that random labellings score 0 on average. 1 for the same partition under any names; negative when the agreement is
 * below chance (never below -0.5).
 *
 * Equal to scikit-learn's `adjusted_rand_score`. Pairs are counted in whole numbers of any size, so that nothing
 * cancels or overflows for millions of items.
 *
 * @param classes the first labelling, integers
 * @param clusters the second labelling of the same items
 * @throws RangeError when a labelling is empty, holds something else than integers, or the lengths differ
 * @example
 * ```ts
 * import { adjustedRandIndex } from '@bcl/metrics';
 * adjustedRandIndex([0, 0, 1, 2], [0, 0, 1, 1]); // => 0.5714285714285714
 * ```
 */
export function adjustedRandIndex(classes: ArrayLike<number>, clusters: ArrayLike<number>): number {
  const table = contingencyTable(classes, clusters);
  const together = pairs(table.counts);
  const inClasses = pairs(table.classSizes);
  const inClusters = pairs(table.clusterSizes);
  const all = pairs([table.total]);
  // Equal partitions, the only case in which the denominator below may vanish.
  if (together === inClasses && together === inClusters) return 1;
  // (index - expected) / (½ (a + b) - expected) with expected = a b / all, times 2 all, in whole numbers.
  const numerator = 2n * (together * all - inClasses * inClusters);
  const denominator = (inClasses + inClusters) * all - 2n * inClasses * inClusters;
  return Number(numerator) / Number(denominator);
}

/** Σ n (n - 1) / 2. */
function pairs(sizes: ArrayLike<number>): bigint {
  let sum = 0n;
  for (let i = 0; i < sizes.length; i++) {
    const size = BigInt(sizes[i]);
    sum += (size * (size - 1n)) / 2n;
  }
  return sum;
}
