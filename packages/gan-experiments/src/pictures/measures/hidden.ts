import type { IndexSet } from '@bcl/masks';

/** N x D: 1 where a coordinate is given, else 0. */
export function givenOf(sources: readonly IndexSet[], dimension: number): Uint8Array {
  const given = new Uint8Array(sources.length * dimension);
  sources.forEach((source, n) => source.forEach((d) => (given[n * dimension + d] = 1)));
  return given;
}

/**
 * The rows with other values where nothing is given.
 *
 * @param rows N x D
 * @param given N x D, as {@link givenOf} makes it
 * @param filling the value of coordinate d, 0 ... D - 1
 */
export function filled(
  rows: Float32Array,
  given: Uint8Array,
  dimension: number,
  filling: (d: number) => number,
): Float32Array {
  return rows.map((value, i) => (given[i] === 1 ? value : filling(i % dimension)));
}
