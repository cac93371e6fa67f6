import { fold, uniform, type Key } from '@bcl/random';
import type { RowBatch } from './row-stream';

/** Rows whose draws come from one key: small enough to draw anew wherever a batch begins within them. */
const BLOCK = 4096;

/**
 * Keeps a uniform sample of the rows that pass by (Vitter's algorithm R, 1985): row n replaces a place drawn from 0 … n where
 * that is one of the sample's. What is drawn for a row depends on the key and the row alone, not on batches.
 *
 * @param sample - capacity x columns, changed in place; the first rows fill it
 * @param capacity - most rows that are kept
 */
export function sampleBatch(sample: Float64Array, capacity: number, key: Key, batch: RowBatch): void {
  const { from, rows, columns, data } = batch;
  let draws: Float64Array = new Float64Array(0);
  let block = -1;
  for (let n = 0; n < rows; n++) {
    const row = from + n;
    let place = row;
    if (row >= capacity) {
      const own = Math.floor(row / BLOCK);
      if (own !== block) {
        block = own;
        draws = uniform(fold(key, block), BLOCK);
      }
      place = Math.floor(draws[row % BLOCK] * (row + 1));
    }
    if (place < capacity) sample.set(data.subarray(n * columns, (n + 1) * columns), place * columns);
  }
}
