/** How the cells of a binary file are written: IEEE numbers of four or eight bytes, little-endian. */
export type BinaryType = 'float32' | 'float64';

/** Bytes of one cell. */
export const bytesOfCell = (type: BinaryType): number => (type === 'float32' ? 4 : 8);

const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/**
 * The numbers that the bytes hold; their count must be a whole number of cells. The result may share their memory.
 *
 * @param into - memory for as many numbers; fresh memory without it
 */
export function decodeNumbers(
  bytes: Uint8Array<ArrayBuffer>,
  type: BinaryType,
  into?: Float64Array<ArrayBuffer>,
): Float64Array<ArrayBuffer> {
  const width = bytesOfCell(type);
  const count = bytes.length / width;
  if (!littleEndian || bytes.byteOffset % width !== 0) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const read = (at: number) => (type === 'float32' ? view.getFloat32(at, true) : view.getFloat64(at, true));
    return Float64Array.from({ length: count }, (_, i) => read(i * width));
  }
  if (type === 'float64') return new Float64Array(bytes.buffer, bytes.byteOffset, count);
  const numbers = into ?? new Float64Array(count);
  numbers.set(new Float32Array(bytes.buffer, bytes.byteOffset, count));
  return numbers;
}
