/** A set of coordinates: distinct integers from 0 on, in ascending order. */
export type IndexSet = readonly number[];

/** Throws unless `dimension` is a whole number of coordinates, at least one. */
export function requireDimension(dimension: number): void {
  if (!Number.isInteger(dimension) || dimension < 1) {
    throw new RangeError(`dimension must be an integer of at least 1, got ${dimension}`);
  }
}

/**
 * The set of the given coordinates, sorted.
 *
 * @param indices distinct integers ≥ 0, in any order
 * @param dimension number of coordinates D; when given, every index must lie in 0 … D−1
 * @throws RangeError for an index that is no integer, negative, repeated or beyond the dimension
 * @example
 * ```ts
 * import { indexSet } from '@bcl/masks';
 * indexSet([4, 0, 2]); // => [0, 2, 4]
 * ```
 */
export function indexSet(indices: Iterable<number>, dimension?: number): IndexSet {
  if (dimension !== undefined) requireDimension(dimension);
  const sorted = [...indices].sort((a, b) => a - b);
  sorted.forEach((index, position) => {
    if (!Number.isInteger(index) || index < 0) throw new RangeError(`an index must be an integer ≥ 0, got ${index}`);
    if (index === sorted[position - 1]) throw new RangeError(`index ${index} is given more than once; name each once`);
    if (dimension !== undefined && index >= dimension) {
      throw new RangeError(
        `index ${index} is out of range for dimension ${dimension}; the last one is ${dimension - 1}`,
      );
    }
  });
  return sorted;
}

/**
 * All coordinates 0 … D−1.
 *
 * @param dimension number of coordinates D ≥ 1
 * @throws RangeError when `dimension` is not an integer ≥ 1
 * @example
 * ```ts
 * import { allOf } from '@bcl/masks';
 * allOf(3); // => [0, 1, 2]
 * ```
 */
export function allOf(dimension: number): IndexSet {
  requireDimension(dimension);
  return Array.from({ length: dimension }, (_, index) => index);
}

/**
 * The coordinates of 0 … D−1 that are not in `set`.
 *
 * @param set coordinates to leave out, each in 0 … D−1
 * @param dimension number of coordinates D ≥ 1
 * @throws RangeError as {@link indexSet} does
 * @example
 * ```ts
 * import { complement } from '@bcl/masks';
 * complement([1, 2], 5); // => [0, 3, 4]
 * ```
 */
export function complement(set: Iterable<number>, dimension: number): IndexSet {
  const all = allOf(dimension);
  const taken = new Uint8Array(dimension);
  for (const index of indexSet(set, dimension)) taken[index] = 1;
  return all.filter((index) => taken[index] === 0);
}
