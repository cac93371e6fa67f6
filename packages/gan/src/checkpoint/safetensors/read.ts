import type { Problem } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';
import { readElements } from './elements';
import { readHeader, type Header } from './header';
import type { SafeTensor } from './tensor';

/** What a safetensors file holds. */
export interface SafeTensors {
  readonly tensors: ReadonlyMap<string, SafeTensor>;
  /** Free text by name. */
  readonly metadata: ReadonlyMap<string, string>;
}

/**
 * Reads a safetensors file, the format in which Python's `safetensors` keeps arrays.
 *
 * @param bytes the whole file; the tensors are copies
 * @param options `where`: the file's name, for messages
 * @returns tensors and metadata; a problem where the file is cut off, damaged, or holds a type other than F32, F16, I64, I32
 * and U8
 * @see https://huggingface.co/docs/safetensors/index#format
 *
 * @example
 * ```ts
 * import { orThrow } from '@bcl/errors';
 * import { readSafetensors, writeSafetensors } from '@bcl/gan';
 *
 * const bytes = writeSafetensors(new Map([['x', { type: 'F32', shape: [2], data: Float32Array.of(1, 2) }]]));
 * orThrow(readSafetensors(bytes, { where: 'x.safetensors' })).tensors.get('x')?.data; // => [1, 2]
 * ```
 */
export function readSafetensors(
  bytes: Uint8Array,
  { where }: { readonly where: string },
): E.Either<Problem<'DamagedCheckpoint'>, SafeTensors> {
  return E.map(({ metadata, entries, dataStart }: Header) => ({
    metadata,
    tensors: new Map(
      entries.map(({ name, type, shape, begin, end }) => [
        name,
        readElements(type, shape, bytes.subarray(dataStart + begin, dataStart + end)),
      ]),
    ),
  }))(readHeader(bytes, where));
}
