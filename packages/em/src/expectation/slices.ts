import type { KernelInput } from './prepare';

/** Most slices of a group of rows: more threads than this have nothing to do. */
const MOST = 16;
/** Fewest rows in a slice, unless it is the only one. */
const FEWEST_ROWS = 1024;
/** Slices begin at multiples of this many rows, so that blocks are full. */
const ALIGNMENT = 64;
/** Most numbers that the sums of all slices may take together: half a gigabyte of them. */
const MOST_NUMBERS = 2 ** 26;

/**
 * Where the slices of `rows` rows begin, and the end of the last one.
 *
 * A slice is what one thread works on. Sums are taken within slices and then added in their order, so that rounding does not
 * depend on how many threads there are: the slices follow from the sizes alone.
 */
export function sliceBounds(rows: number, { kind, components, width }: KernelInput): number[] {
  const numbers = components * width * (kind === 'full' ? width + 1 : 2);
  const count = Math.max(1, Math.min(MOST, Math.floor(rows / FEWEST_ROWS), Math.floor(MOST_NUMBERS / numbers)));
  const step = Math.ceil(rows / count / ALIGNMENT) * ALIGNMENT;
  const bounds = [];
  for (let at = 0; at < rows; at += step) bounds.push(at);
  bounds.push(rows);
  return bounds;
}
