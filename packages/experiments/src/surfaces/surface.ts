import type { Loss } from './divergence';

/** The values of each mean on a surface: `size` of them, evenly from -2 to 2. */
export function surfaceGrid(size: number): Float64Array {
  if (!(Number.isSafeInteger(size) && size >= 3)) throw new RangeError(`a grid of ${size} values has no inner point`);
  return Float64Array.from({ length: size }, (_, i) => -2 + (4 * i) / (size - 1));
}

/**
 * A loss on a square grid of means, flat: a row for each μ2, and in it a value for each μ1. Every loss here is the same
 * when the components are exchanged, so half of it is computed.
 */
export function surfaceOf(loss: Loss, grid: Float64Array): Float64Array {
  const size = grid.length;
  const values = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const value = loss(grid[i], grid[j]);
      values[j * size + i] = value;
      values[i * size + j] = value;
    }
  }
  return values;
}
