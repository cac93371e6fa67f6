import type { Problem } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';
import { damaged, shown } from '../problem';
import { repeatedName } from './repeated-name';
import { readEntry, type TensorEntry } from './entry';

/** The start of a safetensors file: what it holds, and where. */
export interface Header {
  /** Free text by name: the entry `__metadata__`. */
  readonly metadata: ReadonlyMap<string, string>;
  /** The tensors, in the order of their bytes. */
  readonly entries: readonly TensorEntry[];
  /** Where the tensors' bytes begin in the file; their offsets count from here. */
  readonly dataStart: number;
}

/** Longer headers are refused, as the format's own reader does. */
const LONGEST_HEADER = 100_000_000;

/** Bytes of the header's length, at the start of the file. */
export const LENGTH_BYTES = 8;

/**
 * Reads and checks the header of a safetensors file: 8 bytes with its length, little-endian, then a JSON object. The
 * tensors it names have to cover the rest of the file, each byte once.
 *
 * @param bytes the whole file
 * @param where the file's name, for messages
 */
export function readHeader(bytes: Uint8Array, where: string): E.Either<Problem<'DamagedCheckpoint'>, Header> {
  const what = 'This is no safetensors file';
  if (bytes.length < LENGTH_BYTES) return damaged({ what, where, why: `it has ${bytes.length} bytes` });
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (length > LONGEST_HEADER) {
    return damaged({ what, where, why: `its first 8 bytes say that a header of ${length} bytes follows` });
  }
  const dataStart = LENGTH_BYTES + Number(length);
  if (dataStart > bytes.length) {
    const why = `its header is to have ${length} bytes and ${bytes.length - LENGTH_BYTES} are there`;
    return damaged({ what: 'The file is cut off', where, why });
  }
  const parsed = parseObject(bytes.subarray(LENGTH_BYTES, dataStart));
  if (parsed === undefined) return damaged({ what, where, why: 'its header is not a JSON object' });
  const repeated = repeatedName(parsed.text);
  if (repeated !== undefined) {
    return damaged({
      what: 'The file means two things',
      where,
      why: `its header has the name ${shown(repeated)} twice`,
    });
  }
  const { __metadata__: notes = {}, ...tensors } = parsed.object;
  const metadata = readMetadata(notes);
  if (metadata === undefined) {
    return damaged({ what: 'The header is damaged', where, why: '__metadata__ is not an object of strings' });
  }
  const entries: TensorEntry[] = [];
  for (const [name, value] of Object.entries(tensors)) {
    const entry = readEntry(name, value, where);
    if (E.isLeft(entry)) return entry;
    entries.push(entry.right);
  }
  return E.map((sorted: readonly TensorEntry[]) => ({ metadata, entries: sorted, dataStart }))(
    inOrder(entries, bytes.length - dataStart, where),
  );
}

function parseObject(bytes: Uint8Array): { text: string; object: Readonly<Record<string, unknown>> } | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const object: unknown = JSON.parse(text);
    return isRecord(object) ? { text, object } : undefined;
  } catch {
    // Not UTF-8, not JSON, or nested deeper than the parser's stack.
    return undefined;
  }
}

function readMetadata(notes: unknown): ReadonlyMap<string, string> | undefined {
  if (!isRecord(notes)) return undefined;
  const entries = Object.entries(notes);
  return entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')
    ? new Map(entries)
    : undefined;
}

/** The entries in the order of their bytes, where these follow one another without a gap and fill the file. */
function inOrder(
  entries: readonly TensorEntry[],
  length: number,
  where: string,
): E.Either<Problem<'DamagedCheckpoint'>, readonly TensorEntry[]> {
  const sorted = [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end);
  let at = 0;
  for (const { name, begin, end } of sorted) {
    if (begin !== at) {
      const why = begin < at ? 'its bytes are those of another tensor too' : `bytes ${at} to ${begin} are no tensor's`;
      return damaged({ what: 'The header is damaged', where: `${where}, tensor ${shown(name)}`, why });
    }
    at = end;
  }
  if (at === length) return E.right(sorted);
  const why = `its tensors are to have ${at} bytes and ${length} are there`;
  return damaged({ what: at > length ? 'The file is cut off' : 'The file is too long', where, why });
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
