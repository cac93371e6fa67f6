import { valuesPerPicture } from './image-set';
import type { ImageSet } from './image-set';

/**
 * Pictures as rows for a model: pixel p becomes p / 127.5 - 1, so black is -1 and white is 1.
 *
 * @param from - the first picture; default 0
 * @param count - how many; default all that follow
 * @returns count x D in float32, D = height x width x channels, row-major
 * @throws RangeError when there are not so many pictures
 *
 * @example
 * ```ts
 * import { key } from '@bcl/random';
 * import { drawnDigits, toPixels, toRows } from '@bcl/images';
 *
 * const digits = drawnDigits({ count: 3, key: key(1) });
 * const rows = toRows(digits, 1, 2);
 * rows.length; // => 1568
 * toPixels(rows).every((pixel, i) => pixel === digits.pixels[784 + i]); // => true
 * ```
 */
export function toRows(set: ImageSet, from = 0, count = set.count - from): Float32Array {
  const whole = Number.isInteger(from) && Number.isInteger(count);
  if (!whole || from < 0 || count < 0 || from + count > set.count) {
    throw new RangeError(`${set.title}: pictures ${from} to ${from + count} are not within its ${set.count}`);
  }
  const size = valuesPerPicture(set);
  const rows = new Float32Array(count * size);
  const start = from * size;
  for (let i = 0; i < rows.length; i++) rows[i] = set.pixels[start + i] / 127.5 - 1;
  return rows;
}

/**
 * Pixels of rows: (v + 1) 127.5, rounded, and below -1 or above 1 as -1 or 1. Undoes {@link toRows}.
 *
 * @throws RangeError when a value is NaN, for that is no brightness
 */
export function toPixels(rows: ArrayLike<number>): Uint8Array {
  const pixels = new Uint8Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const value = rows[i];
    // Only NaN is not itself.
    if (value !== value) throw new RangeError(`Value ${i} is NaN, which has no brightness`);
    // Half a brightness more, for the array cuts off what is behind the point.
    pixels[i] = value <= -1 ? 0 : value >= 1 ? 255 : (value + 1) * 127.5 + 0.5;
  }
  return pixels;
}

/**
 * The mean of all pictures, value by value, in the units of {@link toRows}: what stands in for a hidden part when
 * nothing better is known.
 *
 * @returns D values in [-1, 1], D = height x width x channels
 * @throws RangeError when the set is empty
 *
 * @example
 * ```ts
 * import { key } from '@bcl/random';
 * import { drawnDigits, meanPicture } from '@bcl/images';
 *
 * const mean = meanPicture(drawnDigits({ count: 50, key: key(1) }));
 * mean[0]; // => -1
 * ```
 */
export function meanPicture(set: ImageSet): Float32Array {
  if (set.count === 0) throw new RangeError(`${set.title}: a set of no pictures has no mean`);
  const size = valuesPerPicture(set);
  const sums = new Float64Array(size);
  for (let start = 0; start < set.pixels.length; start += size) {
    for (let i = 0; i < size; i++) sums[i] += set.pixels[start + i];
  }
  return Float32Array.from(sums, (sum) => sum / set.count / 127.5 - 1);
}
