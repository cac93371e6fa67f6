import fc from 'fast-check';
import { decodeNumbers } from './numbers';
import { bytesOf } from './row-files.fixture';

/** What DataView says, byte by byte. */
const oracle = (bytes: Uint8Array, width: 4 | 8): number[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: bytes.length / width }, (_, i) =>
    width === 4 ? view.getFloat32(4 * i, true) : view.getFloat64(8 * i, true),
  );
};

it('reads what a DataView reads, also from bytes that begin at an odd place', () => {
  fc.assert(
    fc.property(fc.array(fc.double(), { maxLength: 9 }), fc.integer({ min: 0, max: 9 }), (values, offset) => {
      for (const numbers of [Float32Array.from(values), Float64Array.from(values)]) {
        const bytes = bytesOf(numbers);
        const shifted = new Uint8Array(bytes.length + offset).subarray(offset);
        shifted.set(bytes);
        const width = numbers.BYTES_PER_ELEMENT as 4 | 8;
        const type = width === 4 ? 'float32' : 'float64';
        expect(Array.from(decodeNumbers(shifted, type))).toEqual(oracle(bytes, width));
      }
    }),
  );
});
