import { deflateSync } from 'node:zlib';

/** How {@link matFile} writes. */
export interface MatFixtureOptions {
  readonly name?: string;
  readonly compressed?: boolean;
  readonly littleEndian?: boolean;
}

/** A MATLAB level 5 file with one matrix of doubles, for tests; `rows` are its rows. */
export function matFile(rows: readonly (readonly number[])[], options: MatFixtureOptions = {}): Uint8Array {
  const { name = 'DataSet', compressed = false, littleEndian = true } = options;
  const [count, width] = [rows.length, rows[0]?.length ?? 0];
  const word = (...values: number[]): Uint8Array => {
    const view = new DataView(new ArrayBuffer(4 * values.length));
    values.forEach((value, index) => view.setUint32(4 * index, value, littleEndian));
    return new Uint8Array(view.buffer);
  };
  const values = new DataView(new ArrayBuffer(8 * count * width));
  rows.forEach((row, i) => row.forEach((value, j) => values.setFloat64(8 * (j * count + i), value, littleEndian)));
  const element = (type: number, body: Uint8Array): Uint8Array =>
    join(word(type, body.length), body, new Uint8Array((8 - (body.length % 8)) % 8));
  const matrix = element(
    14,
    join(
      element(6, word(6, 0)),
      element(5, word(count, width)),
      element(1, new TextEncoder().encode(name)),
      element(9, new Uint8Array(values.buffer)),
    ),
  );
  const header = new Uint8Array(128).fill(32);
  header.set(new TextEncoder().encode('MATLAB 5.0 MAT-file, made for a test'));
  header.set(littleEndian ? [0, 1, 0x49, 0x4d] : [1, 0, 0x4d, 0x49], 124);
  if (!compressed) return join(header, matrix);
  const packed = deflateSync(matrix);
  return join(header, word(15, packed.length), packed);
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
