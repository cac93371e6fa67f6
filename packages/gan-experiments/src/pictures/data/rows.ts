import { valuesPerPicture, type ImageSet } from '@bcl/images';

/**
 * Some pictures of a set as rows of numbers in [-1, 1], in the order asked for: `toRows` of a part that is not in one piece.
 *
 * @param indices places in the set; a picture may be asked for more than once
 * @returns indices.length x D
 * @throws RangeError for a place where there is no picture
 */
export function rowsAt(set: ImageSet, indices: ArrayLike<number>): Float32Array {
  const dimension = valuesPerPicture(set);
  const rows = new Float32Array(indices.length * dimension);
  for (let row = 0; row < indices.length; row++) {
    const index = indices[row];
    if (!(index >= 0 && index < set.count)) throw new RangeError(`${set.title}: there is no picture ${index}`);
    const from = index * dimension;
    for (let d = 0; d < dimension; d++) rows[row * dimension + d] = set.pixels[from + d] / 127.5 - 1;
  }
  return rows;
}

/** The places `from` ... `from + count - 1`. */
export function span(from: number, count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => from + i);
}
