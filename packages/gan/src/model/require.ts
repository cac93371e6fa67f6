import type { TokenMap } from '../tokens/layout';

/** The number of rows, or a RangeError where they are not of the layout's dimension. */
export function requireRows(rows: Float32Array, { dimension }: TokenMap): number {
  if (rows.length % dimension !== 0) {
    throw new RangeError(`rows have ${dimension} numbers each, got ${rows.length} numbers in all`);
  }
  return rows.length / dimension;
}

/** Throws unless `value` is an integer of at least 1. */
export function requireCount(what: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 1)
    throw new RangeError(`${what} must be an integer of at least 1, got ${value}`);
}
