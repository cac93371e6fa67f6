import { matrix } from '@bcl/linalg';
import type { Dataset } from './dataset';

/**
 * The rows of a data set with these indices, in their order; an index may occur more than once. Classes keep their
 * numbers, also those without a row left.
 *
 * @throws RangeError when an index is not a row
 *
 * @example
 * ```ts
 * import { dataset, selectRows } from '@bcl/datasets';
 * import { fromRows } from '@bcl/linalg';
 *
 * const set = dataset({ name: 'three', features: fromRows([[1], [2], [3]]), labels: Int32Array.of(0, 1, 0) });
 * selectRows(set, [2, 0]).features.data; // => [3, 1]
 * selectRows(set, [2, 0]).labels; // => [0, 0]
 * ```
 */
export function selectRows(set: Dataset, indices: ArrayLike<number>): Dataset {
  const { rows, columns, data } = set.features;
  const chosen = new Float64Array(indices.length * columns);
  const labels = new Int32Array(set.labels === undefined ? 0 : indices.length);
  for (let target = 0; target < indices.length; target++) {
    const row = indices[target];
    if (!(Number.isInteger(row) && row >= 0 && row < rows)) {
      throw new RangeError(`${set.name} has no row ${row}; its ${rows} rows are numbered from 0`);
    }
    chosen.set(data.subarray(row * columns, (row + 1) * columns), target * columns);
    if (set.labels !== undefined) labels[target] = set.labels[row];
  }
  const features = matrix(indices.length, columns, chosen);
  const { name, featureNames, classNames, provenance } = set;
  const parts = { name, features, featureNames, provenance };
  if (set.labels === undefined) return parts;
  return { ...parts, labels, ...(classNames === undefined ? {} : { classNames }) };
}
