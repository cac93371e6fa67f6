import type { Matrix } from '@bcl/linalg';
import { problem, type Problem } from '@bcl/errors';
import { fromObserved } from '@bcl/masks';
import * as E from 'fp-ts/lib/Either.js';
import { checkComputing, type Computing, type ComputingOptions } from '../threads/computing';

/** Rows that know the same coordinates. */
export interface Pattern {
  /** Coordinates known in these rows, ascending; empty for rows that are all gaps. */
  readonly observed: readonly number[];
  /** Coordinates missing in these rows, ascending. */
  readonly missing: readonly number[];
  /** Which rows of the data these are, ascending. */
  readonly rows: Int32Array;
}

/** Data made ready for fitting: checked once, rows grouped by which of their cells are known. */
export interface Observations {
  readonly rows: number;
  readonly dimension: number;
  /** N x D, row-major; NaN marks a missing cell. */
  readonly data: Float64Array;
  /** One non-negative weight per row, or undefined when every row counts once. */
  readonly weights: Float64Array | undefined;
  /** Sum of the weights; the number of rows without weights. */
  readonly totalWeight: number;
  readonly patterns: readonly Pattern[];
  /** True when no cell is missing. */
  readonly complete: boolean;
  /** How passes over these rows are computed; automatic without it. */
  readonly computing?: Computing;
}

/** What `observe` can be told. */
export interface ObserveOptions extends ComputingOptions {
  /** Allow columns without any known cell: fine for a fitted mixture, not for fitting one. False by default. */
  readonly emptyColumns?: boolean;
}

/** A table that `fit` and every function of a fitted mixture accepts: rows of numbers, a flat array with its shape, or a data set. NaN marks a missing cell. */
export type Table =
  | ReadonlyArray<ArrayLike<number>>
  | Matrix
  | { readonly data: Float64Array; readonly shape: readonly [rows: number, columns: number] }
  | { readonly features: Matrix };

const invalid = (what: string, hint: string, where?: string): E.Either<Problem<'InvalidData'>, never> =>
  E.left(problem('InvalidData', where === undefined ? { what, hint } : { what, where, hint }));

/**
 * Brings any accepted table into one flat N x D array.
 *
 * @returns `InvalidData` for no rows, no columns, ragged rows, or a length that does not match the shape.
 * @example
 * ```ts
 * import { orThrow } from '@bcl/errors';
 * import { toMatrix } from '@bcl/em';
 *
 * orThrow(toMatrix([[1, 2], [3, 4], [5, 6]])).rows; // => 3
 * ```
 */
export function toMatrix(table: Table): E.Either<Problem<'InvalidData'>, Matrix> {
  if (isRows(table)) return fromRowsOfNumbers(table);
  const { rows, columns, data } =
    'features' in table
      ? table.features
      : 'shape' in table
        ? { rows: table.shape[0], columns: table.shape[1], data: table.data }
        : table;
  if (!(Number.isInteger(rows) && rows >= 1) || !(Number.isInteger(columns) && columns >= 1))
    return invalid(`the table has ${rows} rows and ${columns} columns`, 'give at least one row and one column');
  if (data.length !== rows * columns)
    return invalid(
      `the array holds ${data.length} numbers, not ${rows} x ${columns} = ${rows * columns}`,
      'check the shape',
    );
  return E.right({ rows, columns, data });
}

function isRows(table: Table): table is ReadonlyArray<ArrayLike<number>> {
  return Array.isArray(table);
}

function fromRowsOfNumbers(table: ReadonlyArray<ArrayLike<number>>): E.Either<Problem<'InvalidData'>, Matrix> {
  const rows = table.length;
  if (rows === 0) return invalid('the table has no rows', 'give at least one row');
  const notRow = table.findIndex((row: unknown) => !isRow(row));
  if (notRow >= 0)
    return invalid(
      `row ${notRow} is ${textOf(table[notRow])}, not a list of numbers`,
      'give every row as a list, also rows of one cell',
    );
  const columns = table[0].length;
  if (columns === 0) return invalid('the first row has no cells', 'give at least one column');
  const data = new Float64Array(rows * columns);
  for (let n = 0; n < rows; n++) {
    if (table[n].length !== columns)
      return invalid(
        `row ${n} has ${table[n].length} cells where row 0 has ${columns}`,
        'pad short rows with NaN, which marks a missing cell',
      );
    for (let d = 0; d < columns; d++) {
      const value: unknown = table[n][d];
      if (typeof value !== 'number')
        return invalid(
          `the cell is ${textOf(value)}, not a number`,
          'use numbers, and NaN for a missing cell',
          `row ${n}, column ${d}`,
        );
      data[n * columns + d] = value;
    }
  }
  return E.right({ rows, columns, data });
}

const isRow = (row: unknown): row is ArrayLike<number> =>
  typeof row === 'object' && row !== null && 'length' in row && Number.isInteger(row.length);

/** A wrong value for a message, cut where it is long. */
const textOf = (value: unknown): string =>
  (typeof value === 'string' ? JSON.stringify(value) : String(value)).slice(0, 40);

/**
 * Checks a table and groups its rows by which cells are known.
 *
 * @param weights - one finite weight >= 0 per row; all rows count once without it
 * @param options - `threads` and `engine` stay with the observations, for all passes over them
 * @returns `InvalidData` for infinite cells, a column without any known cell, or weights that do not fit; `InvalidOption` for
 *   threads or an engine that cannot be had
 */
export function observe(
  table: Table,
  weights?: ArrayLike<number>,
  { emptyColumns = false, ...options }: ObserveOptions = {},
): E.Either<Problem<'InvalidData' | 'InvalidOption'>, Observations> {
  const computing = checkComputing(options);
  if (E.isLeft(computing)) return computing;
  const matrix = toMatrix(table);
  if (E.isLeft(matrix)) return matrix;
  const { rows, columns: dimension, data } = matrix.right;
  const checked = checkWeights(weights, rows);
  if (E.isLeft(checked)) return checked;
  const known = new Uint8Array(dimension);
  for (let i = 0; i < data.length; i++) {
    const value = data[i];
    if (value === Infinity || value === -Infinity)
      return invalid(
        `the cell is ${value}`,
        'remove the row, or mark the cell as missing with NaN',
        `row ${Math.floor(i / dimension)}, column ${i % dimension}`,
      );
    if (!Number.isNaN(value) && checked.right?.[Math.floor(i / dimension)] !== 0) known[i % dimension] = 1;
  }
  const empty = known.indexOf(0);
  if (empty >= 0 && !emptyColumns)
    return invalid(`column ${empty} has no known cell`, 'drop the column: nothing can be learned about it');
  const patterns = groupByPattern(matrix.right);
  return E.right({
    rows,
    dimension,
    data,
    weights: checked.right,
    totalWeight: checked.right === undefined ? rows : checked.right.reduce((sum, w) => sum + w, 0),
    patterns,
    complete: patterns.every((pattern) => pattern.missing.length === 0),
    computing: computing.right,
  });
}

function checkWeights(
  weights: ArrayLike<number> | undefined,
  rows: number,
): E.Either<Problem<'InvalidData'>, Float64Array | undefined> {
  if (weights === undefined) return E.right(undefined);
  if (weights.length !== rows)
    return invalid(`there are ${weights.length} weights for ${rows} rows`, 'give one weight per row');
  const values = Float64Array.from(weights);
  const bad = values.findIndex((w) => !(w >= 0) || w === Infinity);
  if (bad >= 0) return invalid(`the weight of row ${bad} is ${values[bad]}`, 'weights are finite and not negative');
  if (!values.some((w) => w > 0)) return invalid('all weights are zero', 'give at least one row a positive weight');
  return E.right(values);
}

/** Rows with the same gaps share one factorisation per component: the reason for grouping. */
function groupByPattern(matrix: Matrix): Pattern[] {
  return fromObserved(matrix).patterns.map(({ observed, missing, rows }) => ({
    observed,
    missing,
    rows: Int32Array.from(rows),
  }));
}

/** Some of the rows with weights of their own, as data to fit; `rows` ascending. */
export function selectRows(data: Observations, rows: readonly number[], weights: Float64Array): Observations {
  const { dimension } = data;
  const cells = new Float64Array(rows.length * dimension);
  rows.forEach((row, n) => cells.set(data.data.subarray(row * dimension, (row + 1) * dimension), n * dimension));
  const matrix = { rows: rows.length, columns: dimension, data: cells };
  const patterns = data.complete ? [everyRow(rows.length, dimension)] : groupByPattern(matrix);
  return {
    rows: rows.length,
    dimension,
    data: cells,
    weights,
    totalWeight: weights.reduce((sum, w) => sum + w, 0),
    patterns,
    complete: data.complete,
    ...(data.computing === undefined ? {} : { computing: data.computing }),
  };
}

const everyRow = (rows: number, dimension: number): Pattern => ({
  observed: Array.from({ length: dimension }, (_, d) => d),
  missing: [],
  rows: Int32Array.from({ length: rows }, (_, n) => n),
});
