import * as E from 'fp-ts/lib/Either.js';
import type { Problem } from '@bcl/errors';
import { damaged } from './problem';
import { crc32 } from './safetensors/crc32';
import type { TensorEntry } from './safetensors/entry';
import type { Header } from './safetensors/header';
import type { SafeTensor } from './safetensors/tensor';
import { joinFile, layOut, type Layout } from './safetensors/write';

/** The metadata that holds the checksum. */
export const CHECKSUM = 'checksum';

/**
 * A safetensors file with a checksum over all that it holds, in the metadata `checksum`: the format itself notices a file
 * that is cut off, and not a number that has changed.
 *
 * @throws RangeError as {@link writeSafetensors} does
 */
export function seal(tensors: ReadonlyMap<string, SafeTensor>, metadata: ReadonlyMap<string, string>): Uint8Array {
  const layout = layOut(tensors);
  return joinFile(layout, new Map([...metadata, [CHECKSUM, checksum(layout, metadata)]]));
}

/**
 * The bytes of a file's tensors, if they and the metadata are those that were written. A file without a checksum passes, so
 * that another program may change one and leave the checksum out.
 */
export function unseal(
  { metadata, entries, dataStart }: Header,
  bytes: Uint8Array,
  where: string,
): E.Either<Problem<'DamagedCheckpoint'>, Uint8Array> {
  const body = bytes.subarray(dataStart);
  const said = metadata.get(CHECKSUM);
  const found = checksum({ entries, body }, metadata);
  if (said === undefined || said === found) return E.right(body);
  return damaged({
    what: 'The file has changed since it was written',
    where,
    why: `its checksum is ${found} and not ${said.slice(0, 16)}`,
    hint: `take an earlier checkpoint, or copy the file again; if a program changed it on purpose, let it drop the metadata '${CHECKSUM}'`,
  });
}

/** Eight hexadecimal digits: CRC-32 of metadata and tensors by name, wherever they stand in the file. */
function checksum({ entries, body }: Layout, metadata: ReadonlyMap<string, string>): string {
  const text = new TextEncoder();
  const notes = [...metadata].filter(([name]) => name !== CHECKSUM).sort(([a], [b]) => (a < b ? -1 : 1));
  let sum = crc32(text.encode(JSON.stringify(notes)));
  for (const { name, type, shape, begin, end } of [...entries].sort(byName)) {
    sum = crc32(text.encode(JSON.stringify([name, type, shape])), sum);
    sum = crc32(body.subarray(begin, end), sum);
  }
  return sum.toString(16).padStart(8, '0');
}

const byName = (a: TensorEntry, b: TensorEntry): number => (a.name < b.name ? -1 : 1);
