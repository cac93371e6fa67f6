import { fold, permutation } from '@bcl/random';
import type { Key } from '@bcl/random';
import type { Dataset } from './dataset';
import { selectRows } from './selection';

/** Options of {@link stratifiedSplit}. */
export interface SplitOptions {
  readonly key: Key;
  /** Share of the rows in the test part, between 0 and 1; default 0.2. */
  readonly testShare?: number;
}

/** Two parts of a data set. */
export interface Split {
  readonly train: Dataset;
  readonly test: Dataset;
}

/**
 * Splits a data set at random so that each class keeps its share in both parts, up to one row. Every class of two
 * rows or more is in both parts; a class of one row goes to the training part. Without labels the rows are split at
 * random. Both parts keep the order of the rows, and equal keys give equal splits.
 *
 * The test part has round(testShare · rows) rows, unless putting every class in both parts needs otherwise: the quotas
 * testShare · (rows of the class) are rounded down and the rows left go to the largest remainders.
 *
 * @throws RangeError when testShare is not between 0 and 1, or no test part is possible
 *
 * @example
 * ```ts
 * import { key } from '@bcl/random';
 * import { gaussianPair, stratifiedSplit, summary } from '@bcl/datasets';
 *
 * const points = gaussianPair({ key: key(1), rows: 100 });
 * const { train, test } = stratifiedSplit(points, { key: key(2) });
 * [summary(train).rows, summary(test).rows]; // => [80, 20]
 * ```
 */
export function stratifiedSplit(set: Dataset, { key, testShare = 0.2 }: SplitOptions): Split {
  if (!(testShare > 0 && testShare < 1)) throw new RangeError(`testShare must be between 0 and 1, not ${testShare}`);
  const strata = strataOf(set);
  const counts = testCounts(
    strata.map((rows) => rows.length),
    testShare,
    Math.round(testShare * set.features.rows),
  );
  if (counts.every((count) => count === 0)) {
    throw new RangeError(`${set.name} has no class with two rows, so no test part can be split off`);
  }
  const inTest = new Uint8Array(set.features.rows);
  for (const [stratum, rows] of strata.entries()) {
    if (rows.length === 0) continue;
    const order = permutation(fold(key, stratum), rows.length).subarray(0, counts[stratum]);
    for (const position of order) inTest[rows[position]] = 1;
  }
  const all = Array.from(inTest.keys());
  return {
    train: selectRows(
      set,
      all.filter((row) => inTest[row] === 0),
    ),
    test: selectRows(
      set,
      all.filter((row) => inTest[row] === 1),
    ),
  };
}

/** Row indices by class, or all of them when there are no labels. */
function strataOf(set: Dataset): readonly (readonly number[])[] {
  const { labels, classNames, features } = set;
  if (labels === undefined) return [Array.from({ length: features.rows }, (_, row) => row)];
  const strata = Array.from({ length: classNames?.length ?? 0 }, (): number[] => []);
  for (const [row, label] of labels.entries()) strata[label].push(row);
  return strata;
}

function testCounts(sizes: readonly number[], share: number, total: number): readonly number[] {
  const bounded = (count: number, size: number): number => (size < 2 ? 0 : Math.min(Math.max(count, 1), size - 1));
  const counts = sizes.map((size) => bounded(Math.floor(share * size), size));
  const byRemainder = sizes
    .map((size, stratum) => ({ stratum, remainder: share * size - counts[stratum] }))
    .sort((a, b) => b.remainder - a.remainder || a.stratum - b.stratum);
  let left = total - counts.reduce((sum, count) => sum + count, 0);
  for (const { stratum, remainder } of byRemainder) {
    if (left <= 0 || remainder <= 0) break;
    const size = sizes[stratum];
    const more = bounded(counts[stratum] + 1, size);
    if (more === counts[stratum]) continue;
    counts[stratum] = more;
    left -= 1;
  }
  return counts;
}
