import { leftNullSpace } from '@bcl/linalg';
import type { Computing } from '../threads/computing';
import type { Observations, Pattern } from './observations';

/** Rows of a view that observe the same coordinates of y_T, possibly after one more orthogonal change of basis. */
export interface Group {
  readonly rows: Int32Array;
  /**
   * n x |observed|, row-major: what these rows know. Not to be changed while passes use the view, unless it is shared memory: other
   * threads have a copy.
   */
  readonly values: Float64Array;
  /** Which coordinates of the (rotated) target the values are. */
  readonly observed: readonly number[];
  readonly missing: readonly number[];
  /** |T| x |T| orthogonal Q with coordinates z = Q y_T, or undefined when z = y_T. */
  readonly rotation: Float64Array | undefined;
}

/** What the data say about the target coordinates y_T of y = A x. */
export interface View {
  readonly dimension: number;
  readonly rows: number;
  readonly totalWeight: number;
  readonly weights: Float64Array | undefined;
  readonly groups: readonly Group[];
  /** How passes over these rows are computed; automatic without it. */
  readonly computing?: Computing | undefined;
}

/**
 * The data as a matching sees them: the coordinates `target` of y = A x, for all rows.
 *
 * A complete row knows all of y_T. A row with gaps knows of y_T = A_T x just what its known cells determine: the
 * combinations N y_T whose weights vanish on the missing cells, N A_{T,missing} = 0. They are a marginal of the model
 * like any other, so the gaps are integrated out exactly, in any rotation.
 *
 * @param linear - D x D row-major A, or undefined for the identity
 */
export function viewOf(observations: Observations, linear: Float64Array | undefined, target: readonly number[]): View {
  const { rows, totalWeight, weights, computing } = observations;
  const groups = observations.patterns.map((pattern) =>
    linear === undefined ? onAxes(observations, pattern, target) : rotated(observations, pattern, linear, target),
  );
  return { dimension: target.length, rows, totalWeight, weights, groups, computing };
}

function onAxes({ data, dimension }: Observations, pattern: Pattern, target: readonly number[]): Group {
  const observed: number[] = [];
  const missing: number[] = [];
  target.forEach((d, t) => (pattern.missing.includes(d) ? missing : observed).push(t));
  const width = observed.length;
  const everything = width === dimension && pattern.rows.length * dimension === data.length;
  if (everything) return { rows: pattern.rows, values: data, observed, missing, rotation: undefined };
  const columns = observed.map((t) => target[t]);
  const values = new Float64Array(pattern.rows.length * width);
  for (let i = 0; i < pattern.rows.length; i++) {
    const from = pattern.rows[i] * dimension;
    for (let j = 0; j < width; j++) values[i * width + j] = data[from + columns[j]];
  }
  return { rows: pattern.rows, values, observed, missing, rotation: undefined };
}

function rotated(
  { data, dimension }: Observations,
  pattern: Pattern,
  linear: Float64Array,
  target: readonly number[],
): Group {
  const size = target.length;
  const gaps = pattern.missing.length;
  const targetRows = new Float64Array(size * dimension);
  target.forEach((d, t) => targetRows.set(linear.subarray(d * dimension, (d + 1) * dimension), t * dimension));
  if (gaps === 0) {
    const values = project(data, dimension, pattern, pattern.observed, targetRows, size);
    return { rows: pattern.rows, values, observed: range(0, size), missing: [], rotation: undefined };
  }
  const onGaps = new Float64Array(size * gaps);
  for (let t = 0; t < size; t++)
    for (let m = 0; m < gaps; m++) onGaps[t * gaps + m] = targetRows[t * dimension + pattern.missing[m]];
  const { basis, rank } = leftNullSpace(onGaps, size, gaps);
  const known = size - rank;
  const combinations = new Float64Array(known * dimension);
  for (let i = 0; i < known; i++)
    for (let t = 0; t < size; t++) {
      const factor = basis[(rank + i) * size + t];
      for (const d of pattern.observed) combinations[i * dimension + d] += factor * targetRows[t * dimension + d];
    }
  const values = project(data, dimension, pattern, pattern.observed, combinations, known);
  return { rows: pattern.rows, values, observed: range(rank, size), missing: range(0, rank), rotation: basis };
}

/** For each row of the pattern the `count` combinations of its known cells. */
function project(
  data: Float64Array,
  dimension: number,
  { rows }: Pattern,
  observed: readonly number[],
  combinations: Float64Array,
  count: number,
): Float64Array {
  const known = Int32Array.from(observed);
  const packed = new Float64Array(count * known.length);
  for (let i = 0; i < count; i++)
    for (let j = 0; j < known.length; j++) packed[i * known.length + j] = combinations[i * dimension + known[j]];
  const values = new Float64Array(rows.length * count);
  const row = new Float64Array(known.length);
  for (let n = 0; n < rows.length; n++) {
    const from = rows[n] * dimension;
    for (let j = 0; j < known.length; j++) row[j] = data[from + known[j]];
    for (let i = 0; i < count; i++) {
      let sum = 0;
      for (let j = 0, at = i * known.length; j < known.length; j++, at++) sum += packed[at] * row[j];
      values[n * count + i] = sum;
    }
  }
  return values;
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
