import type { Transform } from '@bcl/transforms';

/** Some coordinates of y = A x + b, with the noise that both sides get before they are compared. */
export interface Frame {
  /** n: how many coordinates. */
  readonly size: number;
  /** D: how many coordinates x has. */
  readonly dimension: number;
  /** n x D: the rows of A. */
  readonly rows: Float64Array;
  /** n: the entries of b. */
  readonly offset: Float64Array;
  /** Standard deviation of the noise; its square is added to the covariances' diagonal. */
  readonly spread: number;
}

/** The frame of the given coordinates, in the order given; there may be none. */
export function frameOf(transform: Transform, coordinates: readonly number[], spread: number): Frame {
  const { dimension, linear, offset } = transform;
  const rows = new Float64Array(coordinates.length * dimension);
  coordinates.forEach((from, i) => rows.set(linear.subarray(from * dimension, (from + 1) * dimension), i * dimension));
  return {
    size: coordinates.length,
    dimension,
    rows,
    offset: Float64Array.from(coordinates, (from) => offset[from]),
    spread,
  };
}

/** The frame of the first coordinates of another. */
export function firstOf(frame: Frame, size: number): Frame {
  const { rows, offset, dimension } = frame;
  return { ...frame, size, rows: rows.slice(0, size * dimension), offset: offset.slice(0, size) };
}

/** Points x to the frame's coordinates of y, `count` rows of them. */
export function mapPoints(frame: Frame, points: Float64Array, count: number, out: Float64Array): void {
  const { size, dimension, rows, offset } = frame;
  for (let row = 0; row < count; row++)
    for (let i = 0; i < size; i++) {
      let sum = offset[i];
      for (let d = 0; d < dimension; d++) sum += rows[i * dimension + d] * points[row * dimension + d];
      out[row * size + i] = sum;
    }
}
