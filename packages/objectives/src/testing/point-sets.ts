import type { Matrix } from '@bcl/linalg';
import { matrix, row } from '@bcl/linalg';
import type { Key } from '@bcl/random';
import { normal } from '@bcl/random';

/** Points of N(0, I), a row each. */
export const drawPoints = (key: Key, rows: number, columns: number): Matrix =>
  matrix(rows, columns, normal(key, rows * columns));

/** The points scaled and then shifted by the same number in every coordinate. */
export const movedPoints = (points: Matrix, shift: number, scale = 1): Matrix =>
  matrix(
    points.rows,
    points.columns,
    points.data.map((value) => scale * value + shift),
  );

/** The same points in another order: the rows from last to first. */
export function reversedPoints(points: Matrix): Matrix {
  const data = new Float64Array(points.data.length);
  for (let i = 0; i < points.rows; i++) data.set(row(points, points.rows - 1 - i), i * points.columns);
  return matrix(points.rows, points.columns, data);
}

/** A copy with one number changed. */
export const withEntry = (points: Matrix, at: number, value: number): Matrix =>
  matrix(
    points.rows,
    points.columns,
    points.data.map((old, i) => (i === at ? value : old)),
  );
