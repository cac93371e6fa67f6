import { matrix } from '@bcl/linalg';
import type { Matrix } from '@bcl/linalg';

/** A scaling column by column, y = (x - center) / scale, fitted on one matrix and used on others of the same width. */
export interface Scaler {
  /** D numbers subtracted. */
  readonly center: Float64Array;
  /** D positive numbers divided by. */
  readonly scale: Float64Array;
  /** Scales a matrix of D columns; NaN stays NaN. */
  apply(points: Matrix): Matrix;
  /** Undoes {@link Scaler.apply}, up to rounding. */
  invert(points: Matrix): Matrix;
}

/**
 * Scales each column to [0, 1] on the matrix it is fitted on; other matrices may go beyond. NaN is ignored.
 *
 * A constant column becomes zeros: its scale is 1, so that a different value met later stays finite and `invert` is
 * exact. A column without any value has center 0 and scale 1.
 *
 * @throws RangeError when a value is infinite or a column's range exceeds the largest double
 *
 * @example
 * ```ts
 * import { fitMinMax } from '@bcl/datasets';
 * import { fromRows } from '@bcl/linalg';
 *
 * const scaler = fitMinMax(fromRows([[0, 7], [10, 7], [NaN, 7]]));
 * scaler.apply(fromRows([[5, 7], [20, 8]])).data; // => [0.5, 0, 2, 1]
 * ```
 */
export function fitMinMax(points: Matrix): Scaler {
  const center = new Float64Array(points.columns);
  const scale = new Float64Array(points.columns).fill(1);
  for (let column = 0; column < points.columns; column++) {
    let least = Infinity;
    let most = -Infinity;
    for (const value of present(points, column)) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    if (least > most) continue;
    center[column] = least;
    scale[column] = positiveOrOne(most - least, column);
  }
  return scaler(center, scale);
}

/**
 * Scales each column to mean 0 and variance 1 (divisor n) on the matrix it is fitted on. NaN is ignored. Constant and
 * empty columns are treated as by {@link fitMinMax}.
 *
 * @throws RangeError when a value is infinite or the variance of a column exceeds the largest double
 *
 * @example
 * ```ts
 * import { fitStandard } from '@bcl/datasets';
 * import { fromRows } from '@bcl/linalg';
 *
 * fitStandard(fromRows([[1], [3]])).apply(fromRows([[1], [2], [3]])).data; // => [-1, 0, 1]
 * ```
 */
export function fitStandard(points: Matrix): Scaler {
  const center = new Float64Array(points.columns);
  const scale = new Float64Array(points.columns).fill(1);
  for (let column = 0; column < points.columns; column++) {
    // Welford's update: no cancellation for columns with a large mean.
    let count = 0;
    let mean = 0;
    let squares = 0;
    let first = NaN;
    let constant = true;
    for (const value of present(points, column)) {
      count += 1;
      if (count === 1) first = value;
      constant &&= value === first;
      const difference = value - mean;
      mean += difference / count;
      squares += difference * (value - mean);
    }
    if (count === 0) continue;
    // A constant column is told by its values, for the rounded mean may leave a variance of 1e-32 that would be scaled up.
    center[column] = constant ? first : mean;
    scale[column] = constant ? 1 : positiveOrOne(Math.sqrt(squares / count), column);
  }
  return scaler(center, scale);
}

function* present(points: Matrix, column: number): Generator<number> {
  for (let index = column; index < points.data.length; index += points.columns) {
    const value = points.data[index];
    if (Number.isNaN(value)) continue;
    if (!Number.isFinite(value)) throw new RangeError(`Column ${column} holds ${value}; use NaN for a missing value`);
    yield value;
  }
}

function positiveOrOne(scale: number, column: number): number {
  if (Number.isFinite(scale)) return scale > 0 ? scale : 1;
  throw new RangeError(`The spread of column ${column} exceeds the largest double; rescale the column first`);
}

function scaler(center: Float64Array, scale: Float64Array): Scaler {
  const map = (points: Matrix, each: (value: number, column: number) => number): Matrix => {
    const { rows, columns, data } = points;
    if (columns !== center.length) {
      throw new RangeError(`The scaler was fitted on ${center.length} columns, and this matrix has ${columns}`);
    }
    return matrix(
      rows,
      columns,
      data.map((value, index) => each(value, index % columns)),
    );
  };
  return {
    center,
    scale,
    apply: (points) => map(points, (value, column) => (value - center[column]) / scale[column]),
    invert: (points) => map(points, (value, column) => value * scale[column] + center[column]),
  };
}
