import type { KernelInstance, Piece } from './instance';

/** Rows a block holds: enough to amortise the calls, few enough that a block stays near the processor. */
export function blockSize(width: number): number {
  return width <= 128 ? 120 : 56;
}

/** The numbers of a block: its rows as they come and packed for the lanes, log-joints, and what becomes of them. */
export const blockLengths = (width: number, components: number, stride: number): number[] => [
  // A row is read in fours: up to three numbers past the last one.
  stride * width + 4,
  stride * even(width),
  components * stride,
  2 * stride,
];

/** Puts rows into the block: `values` is row-major, `from` the first row to take. */
export function loader(
  { run }: KernelInstance,
  rows: Piece,
  packed: Piece,
  width: number,
): (values: Float64Array, from: number, count: number) => void {
  return (values, from, count) => {
    rows.values.set(values.subarray(from * width, (from + count) * width));
    const groups = (count + 7) >> 3;
    // Places past the last row hold an earlier block's rows or zeros: finite, and of no weight.
    run.pack(rows.at, groups, width, even(width), packed.at);
  };
}

/** The width made even, as pairs of lanes like it; two for rows that know nothing, so that no loop is empty. */
export const even = (width: number): number => Math.max(2, width + (width & 1));
