import type { Matrix } from '@bcl/linalg';

/**
 * The log-probability of each row's label under the softmax of its logits: ℓ_y − log Σ_k e^{ℓ_k}, with the largest logit taken off.
 *
 * @param logits - N × K, a row a sample; −∞ for a category that cannot be
 * @param labels - N categories, whole numbers from 0 to K − 1
 * @returns N log-probabilities ≤ 0
 * @throws RangeError where there are not N labels, a label is no category, or a row is not numbers or has none above −∞
 *
 * @example
 * ```ts
 * import { matrix } from '@bcl/linalg';
 * import { categoricalLogDensity } from '@bcl/objectives';
 *
 * categoricalLogDensity(matrix(2, 2, Float64Array.of(0, 0, 1000, 0)), [0, 1]); // => [-0.6931471805599453, -1000]
 * ```
 */
export function categoricalLogDensity(logits: Matrix, labels: ArrayLike<number>): Float64Array {
  const { rows, columns, data } = logits;
  if (labels.length !== rows) {
    throw new RangeError(`There are ${labels.length} labels for ${rows} rows of logits: give one label a row.`);
  }
  const result = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const label = labels[i];
    if (!Number.isInteger(label) || label < 0 || label >= columns) {
      throw new RangeError(
        `Label ${label} of row ${i} is no category: labels are whole numbers from 0 to ${columns - 1}.`,
      );
    }
    result[i] = data[i * columns + label] - logSumExp(data.subarray(i * columns, (i + 1) * columns), i);
  }
  return result;
}

function logSumExp(values: Float64Array, row: number): number {
  let largest = -Infinity;
  for (const value of values) if (value > largest || Number.isNaN(value)) largest = value;
  if (!Number.isFinite(largest)) {
    throw new RangeError(
      `The largest logit of row ${row} is ${largest}: logits are numbers or −∞, at least one a number.`,
    );
  }
  let sum = 0;
  for (const value of values) sum += Math.exp(value - largest);
  return largest + Math.log(sum);
}
