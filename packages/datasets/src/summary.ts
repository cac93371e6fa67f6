import type { Dataset } from './dataset';

const { isNaN } = Number;

/** A data set at a glance. */
export interface Summary {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  /** Missing values in each column. */
  readonly missing: readonly number[];
  /** Missing values in all columns. */
  readonly missingCells: number;
  /** Rows without a single missing value. */
  readonly completeRows: number;
  /** Rows of each class, in the order of `classNames`; absent without labels. */
  readonly classCounts?: readonly number[];
}

/**
 * Counts rows, columns, missing values and classes.
 *
 * @example
 * ```ts
 * import { dataset, summary } from '@bcl/datasets';
 * import { fromRows } from '@bcl/linalg';
 *
 * const { missing, completeRows } = summary(dataset({ name: 'gaps', features: fromRows([[1, NaN], [2, 3]]) }));
 * missing; // => [0, 1]
 * completeRows; // => 1
 * ```
 */
export function summary(set: Dataset): Summary {
  const { rows, columns, data } = set.features;
  const missing = new Array<number>(columns).fill(0);
  let completeRows = 0;
  for (let row = 0; row < rows; row++) {
    let gaps = 0;
    for (let column = 0; column < columns; column++) {
      if (!isNaN(data[row * columns + column])) continue;
      missing[column] += 1;
      gaps += 1;
    }
    if (gaps === 0) completeRows += 1;
  }
  const missingCells = missing.reduce((sum, count) => sum + count, 0);
  const counts = { name: set.name, rows, columns, missing, missingCells, completeRows };
  if (set.labels === undefined) return counts;
  const classCounts = new Array<number>(set.classNames?.length ?? 0).fill(0);
  for (const label of set.labels) classCounts[label] += 1;
  return { ...counts, classCounts };
}
