import { requireShape, requireSize } from './shape';

/** A dense matrix: `data` holds `rows × columns` numbers in row-major order, entry (i, j) at `i * columns + j`. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/**
 * A matrix of the given shape, of zeros when no data are given.
 *
 * @param data - row-major values, length `rows × columns`; taken as they are, not copied
 * @throws RangeError when a size is not a whole number ≥ 0, or the data have another length
 *
 * @example
 * ```ts
 * import { matrix } from '@bcl/linalg';
 *
 * matrix(1, 2).data; // => [0, 0]
 * ```
 */
export function matrix(rows: number, columns: number, data?: Float64Array): Matrix {
  requireSize(rows, 'rows');
  requireSize(columns, 'columns');
  const values = data ?? new Float64Array(rows * columns);
  requireShape(values, rows, columns, 'data');
  return { rows, columns, data: values };
}

/**
 * A matrix from its rows, which are copied. No rows give a 0 × 0 matrix.
 *
 * @throws RangeError when the rows differ in length
 *
 * @example
 * ```ts
 * import { fromRows } from '@bcl/linalg';
 *
 * fromRows([[1, 2], [3, 4]]).data; // => [1, 2, 3, 4]
 * ```
 */
export function fromRows(rows: ReadonlyArray<ArrayLike<number>>): Matrix {
  const columns = rows.length === 0 ? 0 : rows[0].length;
  const data = new Float64Array(rows.length * columns);
  rows.forEach((values, i) => {
    if (values.length !== columns) {
      throw new RangeError(`Rows must be equally long: row 0 has ${columns} entries, row ${i} has ${values.length}.`);
    }
    data.set(values, i * columns);
  });
  return { rows: rows.length, columns, data };
}

/**
 * The rows of a matrix as plain arrays: the inverse of {@link fromRows}, for printing and for JSON.
 *
 * @example
 * ```ts
 * import { fromRows, toRows } from '@bcl/linalg';
 *
 * toRows(fromRows([[1, 2], [3, 4]])); // => [[1, 2], [3, 4]]
 * ```
 */
export function toRows(m: Matrix): number[][] {
  return Array.from({ length: m.rows }, (_, i) => Array.from(row(m, i)));
}

/**
 * Row `i` of a matrix, counted from 0. It is a view: writing to it writes to the matrix.
 *
 * @throws RangeError when there is no such row
 *
 * @example
 * ```ts
 * import { fromRows, row } from '@bcl/linalg';
 *
 * row(fromRows([[1, 2], [3, 4]]), 1); // => [3, 4]
 * ```
 */
export function row(m: Matrix, i: number): Float64Array {
  if (!Number.isInteger(i) || i < 0 || i >= m.rows) {
    throw new RangeError(`There is no row ${i} in a matrix of ${m.rows} rows, which are counted from 0.`);
  }
  return m.data.subarray(i * m.columns, (i + 1) * m.columns);
}
