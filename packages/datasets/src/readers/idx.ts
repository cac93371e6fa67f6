import * as E from 'fp-ts/lib/Either.js';
import { failure } from '../failure';
import type { DatasetProblem } from '../failure';
import { openSource } from './source';
import type { ReaderOptions } from './source';
import type { Provenance } from '../dataset';

/** The values of an IDX file in the type they are stored in. */
export type IdxData = Uint8Array | Int8Array | Int16Array | Int32Array | Float32Array | Float64Array;

/** An array from an IDX file, row-major: the last dimension varies fastest. */
export interface IdxArray {
  readonly dimensions: readonly number[];
  readonly data: IdxData;
  readonly provenance: Provenance;
}

interface ElementType {
  readonly size: number;
  readonly decode: (view: DataView, count: number) => IdxData;
}

/** Element types by the third byte of the file; numbers are big-endian. */
const elementTypes: ReadonlyMap<number, ElementType> = new Map<number, ElementType>([
  [0x08, { size: 1, decode: (view, count) => new Uint8Array(view.buffer, view.byteOffset, count) }],
  [0x09, { size: 1, decode: (view, count) => new Int8Array(view.buffer, view.byteOffset, count) }],
  [0x0b, { size: 2, decode: (view, count) => Int16Array.from({ length: count }, (_, i) => view.getInt16(2 * i)) }],
  [0x0c, { size: 4, decode: (view, count) => Int32Array.from({ length: count }, (_, i) => view.getInt32(4 * i)) }],
  [0x0d, { size: 4, decode: (view, count) => Float32Array.from({ length: count }, (_, i) => view.getFloat32(4 * i)) }],
  [0x0e, { size: 8, decode: (view, count) => Float64Array.from({ length: count }, (_, i) => view.getFloat64(8 * i)) }],
]);

/**
 * Reads an IDX file, the format of MNIST and Fashion-MNIST: two zero bytes, the element type, the number of
 * dimensions, each dimension as a big-endian 32-bit integer, then the values. Gzip is recognised.
 *
 * Bytes are not copied: the data of an uncompressed byte file is a view of the input.
 *
 * @example
 * ```ts
 * import { orThrow } from '@bcl/errors';
 * import { readIdx } from '@bcl/datasets';
 *
 * const labels = orThrow(readIdx(Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 3, 7, 2, 1)));
 * labels.dimensions; // => [3]
 * labels.data; // => [7, 2, 1]
 * ```
 */
export function readIdx(input: Uint8Array, options: ReaderOptions = {}): E.Either<DatasetProblem, IdxArray> {
  const source = openSource(input, options);
  if (E.isLeft(source)) return source;
  const { name, content, provenance } = source.right;
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  if (content.length < 4 || view.getUint16(0) !== 0) {
    return failure('UnknownFormat', {
      what: 'The file does not start as an IDX file',
      where: `${name}, offset 0`,
      why: 'an IDX file starts with two zero bytes, a type and a number of dimensions',
      hint: 'check that it is the right file, undamaged',
    });
  }
  const type = elementTypes.get(view.getUint8(2));
  if (type === undefined) {
    return failure('DamagedFile', {
      what: `Element type ${view.getUint8(2)} is unknown`,
      where: `${name}, offset 2`,
      why: 'IDX knows the types 8, 9, 11, 12, 13 and 14, so the byte was changed or the file is something else',
      hint: 'get the file again',
    });
  }
  const rank = view.getUint8(3);
  const header = 4 + 4 * rank;
  if (rank === 0 || content.length < header) {
    return failure('DamagedFile', {
      what: `The header of ${rank} dimensions is incomplete`,
      where: `${name}, offset ${content.length}`,
      why: 'the file was cut short or its fourth byte was changed',
      hint: 'get the file again',
    });
  }
  const dimensions = Array.from({ length: rank }, (_, index) => view.getUint32(4 + 4 * index));
  const count = dimensions.reduce((product, dimension) => product * dimension, 1);
  const present = content.length - header;
  if (count * type.size !== present) {
    return failure('DamagedFile', {
      what: `The header claims ${dimensions.join(' x ')} values of ${type.size} bytes, but ${present} bytes follow`,
      where: `${name}, offset ${header}`,
      why:
        present < count * type.size ? 'the file was cut short or its header was changed' : 'there are bytes too many',
      hint: 'get the file again',
    });
  }
  const body = new DataView(content.buffer, content.byteOffset + header, present);
  return E.right({ dimensions, data: type.decode(body, count), provenance });
}
