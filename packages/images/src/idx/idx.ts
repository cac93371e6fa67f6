import type * as E from 'fp-ts/lib/Either.js';
import { unpack } from '../files/unpack';
import { attemptNow, stop } from '../problem';
import type { ImageProblem } from '../problem';

/** An array of bytes from an IDX file, row-major: the last dimension varies fastest. */
export interface IdxBytes {
  readonly dimensions: readonly number[];
  readonly data: Uint8Array;
}

const UNSIGNED_BYTE = 0x08;

/**
 * An IDX file of unsigned bytes, the format of MNIST: two zero bytes, the element type 8, the number of dimensions, each
 * dimension as a big-endian 32-bit integer, then the values.
 *
 * @param dimensions - 1 to 255 of them, for pictures count, height, width (and 3 where they have colours)
 * @param data - as many bytes as the dimensions multiply to
 * @throws RangeError when the dimensions are no sizes or do not fit the data
 *
 * @example
 * ```ts
 * import { encodeIdx } from '@bcl/images';
 *
 * encodeIdx([3], Uint8Array.of(7, 2, 1)); // => [0, 0, 8, 1, 0, 0, 0, 3, 7, 2, 1]
 * ```
 */
export function encodeIdx(dimensions: readonly number[], data: Uint8Array): Uint8Array {
  const sizes = dimensions.length > 0 && dimensions.length < 256;
  if (!sizes || !dimensions.every((size) => Number.isInteger(size) && size >= 0 && size < 2 ** 32)) {
    throw new RangeError(`[${dimensions.join(', ')}] are not the dimensions of an IDX file`);
  }
  if (dimensions.reduce((product, size) => product * size, 1) !== data.length) {
    throw new RangeError(`${data.length} bytes are not ${dimensions.join(' x ')}`);
  }
  const header = 4 + 4 * dimensions.length;
  const file = new Uint8Array(header + data.length);
  const view = new DataView(file.buffer);
  view.setUint8(2, UNSIGNED_BYTE);
  view.setUint8(3, dimensions.length);
  dimensions.forEach((size, i) => view.setUint32(4 + 4 * i, size));
  file.set(data, header);
  return file;
}

/**
 * Reads an IDX file of unsigned bytes, also compressed with gzip. Undoes {@link encodeIdx}. (`@bcl/datasets` reads IDX
 * files of all types.)
 *
 * @param where - the file's name, for the problem
 *
 * @example
 * ```ts
 * import { orThrow } from '@bcl/errors';
 * import { decodeIdx, encodeIdx } from '@bcl/images';
 *
 * orThrow(decodeIdx(encodeIdx([1, 2], Uint8Array.of(5, 6)), 'two.idx')).dimensions; // => [1, 2]
 * ```
 */
export function decodeIdx(bytes: Uint8Array, where: string): E.Either<ImageProblem, IdxBytes> {
  return attemptNow(() => idxOf(bytes, where));
}

/** The largest file that is decompressed: 1 GiB, twenty times MNIST. */
const LARGEST = 2 ** 30;

/** Tells an IDX file of bytes, compressed or not, by its beginning. */
export function looksLikeIdx(bytes: Uint8Array): boolean {
  return bytes[0] === 0 && bytes[1] === 0 && bytes[2] === UNSIGNED_BYTE && bytes[3] >= 1 && bytes[3] <= 4;
}

/** The same as {@link decodeIdx}, for use where a problem stops more than this file. */
export function idxOf(bytes: Uint8Array, where: string): IdxBytes {
  const content = unpack(bytes, where, LARGEST);
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const rank = content.length < 4 ? 0 : view.getUint8(3);
  const header = 4 + 4 * rank;
  if (rank === 0 || view.getUint16(0) !== 0) {
    stop('UnsupportedFile', {
      what: 'The file does not start as an IDX file',
      where,
      why: 'an IDX file starts with two zero bytes, a type and a number of dimensions',
      hint: 'check that it is the right file, undamaged',
    });
  }
  if (view.getUint8(2) !== UNSIGNED_BYTE) {
    stop('UnsupportedFile', {
      what: `Element type ${view.getUint8(2)} is not read`,
      where,
      why: 'pictures and labels are unsigned bytes, type 8',
      hint: 'check that it is the right file',
    });
  }
  if (content.length < header) {
    stop('DamagedFile', {
      what: `The header of ${rank} dimensions is incomplete`,
      where,
      why: `the file has ${content.length} bytes: it was cut short`,
      hint: 'get the file again',
    });
  }
  const dimensions = Array.from({ length: rank }, (_, i) => view.getUint32(4 + 4 * i));
  const claimed = dimensions.reduce((product, size) => product * size, 1);
  const present = content.length - header;
  if (claimed !== present) {
    stop('DamagedFile', {
      what: `The header claims ${dimensions.join(' x ')} bytes, but ${present} follow`,
      where,
      why: present < claimed ? 'the file was cut short or its header was changed' : 'there are bytes too many',
      hint: 'get the file again',
    });
  }
  return { dimensions, data: content.subarray(header) };
}
