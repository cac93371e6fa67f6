import { integers } from '@bcl/random';
import type { IndexSet } from './index-set';
import { complement } from './index-set';
import type { TaskSampler } from './task';

/** Rows of equal length, flat and row-major; the `Matrix` of `@bcl/linalg` is one. */
export interface RowMajor {
  readonly rows: number;
  readonly columns: number;
  readonly data: ArrayLike<number>;
}

/** A pattern of missing values and the rows that have it. */
export interface MissingPattern {
  /** Coordinates with a value; empty when the rows hold nothing. */
  readonly observed: IndexSet;
  /** Coordinates without a value; empty when the rows are complete. */
  readonly missing: IndexSet;
  /** Rows with exactly this pattern, ascending. */
  readonly rows: IndexSet;
}

/** The patterns of missing values that a data set has. */
export interface MissingPatterns {
  /** Number of coordinates D. */
  readonly dimension: number;
  /** The distinct patterns, in the order in which the rows first show them. */
  readonly patterns: readonly MissingPattern[];
  /**
   * Asks for what is missing given what is observed, with each pattern as often as incomplete rows have it. Throws a
   * RangeError when drawing for another dimension, or when every row is complete and there is nothing to ask for.
   */
  readonly sampler: TaskSampler;
}

/**
 * The patterns of missing values in data, and a sampler over them.
 *
 * @param values N×D values: a matrix, or rows of equal length
 * @param isMissing says which values count as missing; NaN without it. For a mask of ones where a value is there, use
 *   `(value) => value === 0`.
 * @throws RangeError when there is no row, no column, or the rows differ in length
 * @example
 * ```ts
 * import { fromObserved } from '@bcl/masks';
 * import { key } from '@bcl/random';
 * const { patterns, sampler } = fromObserved([[1, NaN], [2, 3], [4, NaN]]);
 * patterns[0]; // => { observed: [0], missing: [1], rows: [0, 2] }
 * sampler(key(1), 2); // => { source: [0], target: [1] }
 * ```
 */
export function fromObserved(
  values: RowMajor | ReadonlyArray<ArrayLike<number>>,
  isMissing: (value: number) => boolean = Number.isNaN,
): MissingPatterns {
  const { count, dimension, at } = accessTo(values);
  const patternOf = new Map<string, number[]>();
  for (let n = 0; n < count; n++) {
    const missing: number[] = [];
    for (let j = 0; j < dimension; j++) if (isMissing(at(n, j))) missing.push(j);
    const name = missing.join();
    const rows = patternOf.get(name);
    if (rows) rows.push(n);
    else patternOf.set(name, [n]);
  }
  const patterns = [...patternOf].map(([name, rows]): MissingPattern => {
    const missing = name === '' ? [] : name.split(',').map(Number);
    return { observed: complement(missing, dimension), missing, rows };
  });
  return { dimension, patterns, sampler: overPatterns(patterns, dimension) };
}

function accessTo(values: RowMajor | ReadonlyArray<ArrayLike<number>>): {
  count: number;
  dimension: number;
  at: (row: number, column: number) => number;
} {
  if (!('data' in values)) {
    const dimension = values[0]?.length ?? 0;
    const uneven = values.findIndex((row) => row.length !== dimension);
    if (uneven !== -1) {
      throw new RangeError(`row ${uneven} has ${values[uneven].length} values, but row 0 has ${dimension}`);
    }
    return nonEmpty({ count: values.length, dimension, at: (row, column) => values[row][column] });
  }
  const { rows, columns, data } = values;
  if (data.length !== rows * columns) {
    throw new RangeError(`${rows} rows of ${columns} values need ${rows * columns} values, got ${data.length}`);
  }
  return nonEmpty({ count: rows, dimension: columns, at: (row, column) => data[row * columns + column] });
}

function nonEmpty<Access extends { count: number; dimension: number }>(access: Access): Access {
  const { count, dimension } = access;
  if (count < 1 || dimension < 1) {
    throw new RangeError(`patterns need at least one row and one column, got ${count} rows of ${dimension}`);
  }
  return access;
}

/** Draws a row uniformly among the incomplete ones and takes its pattern. */
function overPatterns(patterns: readonly MissingPattern[], expected: number): TaskSampler {
  const incomplete = patterns.filter(({ missing }) => missing.length > 0);
  const ofRow = incomplete.flatMap(({ rows }, index) => rows.map(() => index));
  return (key, dimension) => {
    if (dimension !== expected) {
      throw new RangeError(`the patterns have ${expected} coordinates, but the dimension is ${dimension}`);
    }
    if (ofRow.length === 0) throw new RangeError('every row is complete: no pattern of missing values to ask for');
    const { observed, missing } = incomplete[ofRow[integers(key, 1, ofRow.length)[0]]];
    return { source: observed, target: missing };
  };
}
