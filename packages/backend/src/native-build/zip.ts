import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as zlib from 'node:zlib';

/** A file within a zip archive. */
export interface ZipEntry {
  readonly name: string;
  readonly compressedSize: number;
  readonly size: number;
  readonly crc: number;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  /** Where its local header begins. */
  readonly offset: number;
}

/** An archive that is damaged, or of a kind that is not read here. */
export class ZipError extends Error {}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_SIZE = 22;
const CENTRAL_SIZE = 46;
const LOCAL_SIZE = 30;
/** Bytes that are passed on at a time. The 64 kB of Node take twice as long. */
const PIECE = 1 << 20;
/** What stands for "see the 64-bit field", which archives below 4 GB do not need. */
const TOO_LARGE = 0xffffffff;

/**
 * Lists the files of a zip archive by its directory, at its end; a file that was cut off has none.
 *
 * @throws ZipError when it is damaged, or larger than 4 GB
 */
export async function readZip(file: string): Promise<readonly ZipEntry[]> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const tail = await read(handle, Math.max(0, size - END_SIZE - 0xffff), Math.min(size, END_SIZE + 0xffff));
    const at = findEnd(tail);
    if (at < 0) throw new ZipError('it has no directory at its end, as if it were cut off');
    const [count, length, offset] = [
      tail.readUInt16LE(at + 10),
      tail.readUInt32LE(at + 12),
      tail.readUInt32LE(at + 16),
    ];
    if (offset === TOO_LARGE || length === TOO_LARGE) throw new ZipError('it is larger than 4 GB');
    if (offset + length > size) throw new ZipError('its directory lies beyond its end');
    return entriesIn(await read(handle, offset, length), count);
  } finally {
    await handle.close();
  }
}

function findEnd(tail: Buffer): number {
  for (let at = tail.length - END_SIZE; at >= 0; at--) if (tail.readUInt32LE(at) === END) return at;
  return -1;
}

function entriesIn(directory: Buffer, count: number): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + CENTRAL_SIZE > directory.length || directory.readUInt32LE(at) !== CENTRAL)
      throw new ZipError(`its directory breaks off at file ${index}`);
    const lengths = [28, 30, 32].map((field) => directory.readUInt16LE(at + field));
    const [compressedSize, size, offset] = [20, 24, 42].map((field) => directory.readUInt32LE(at + field));
    const name = directory.toString('utf8', at + CENTRAL_SIZE, at + CENTRAL_SIZE + lengths[0]);
    if ([compressedSize, size, offset].includes(TOO_LARGE)) throw new ZipError(`${name} is larger than 4 GB`);
    const method = directory.readUInt16LE(at + 10);
    entries.push({ name, compressedSize, size, crc: directory.readUInt32LE(at + 16), method, offset });
    at += CENTRAL_SIZE + lengths[0] + lengths[1] + lengths[2];
  }
  return entries;
}

async function read(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await handle.read(buffer, 0, length, position);
  if (bytesRead !== length) throw new ZipError('it ends too early');
  return buffer;
}

/**
 * Unpacks one file of an archive to `destination`, piece by piece; folders on the way are made.
 *
 * @throws ZipError when the bytes are not what the directory says; an AbortError at the signal
 */
export async function extract(file: string, entry: ZipEntry, destination: string, signal?: AbortSignal): Promise<void> {
  const { name, method, offset, compressedSize } = entry;
  if (method !== 0 && method !== 8) throw new ZipError(`${name} is packed by method ${method}, which is not read here`);
  const handle = await open(file);
  let start: number;
  try {
    const header = await read(handle, offset, LOCAL_SIZE);
    if (header.readUInt32LE(0) !== LOCAL) throw new ZipError(`${name} is not where the directory says`);
    start = offset + LOCAL_SIZE + header.readUInt16LE(26) + header.readUInt16LE(28);
  } finally {
    await handle.close();
  }
  await mkdir(path.dirname(destination), { recursive: true });
  const end = start + Math.max(0, compressedSize - 1);
  const packed = createReadStream(file, { start, end, highWaterMark: PIECE });
  const written = createWriteStream(destination, { flush: true });
  try {
    if (compressedSize === 0) await pipeline([], written);
    else if (method === 0) await pipeline(packed, verify(entry), written, { signal });
    else await pipeline(packed, zlib.createInflateRaw({ chunkSize: PIECE }), verify(entry), written, { signal });
  } catch (error) {
    if (String((error as { code?: unknown }).code).startsWith('Z_')) throw new ZipError(`${name} is damaged`);
    throw error;
  }
}

/** Passes bytes on, and fails at their end when they are not those that were packed. */
function verify({ name, size, crc }: ZipEntry): Transform {
  // Node 20 has it from 20.15 on; without it the size alone is held against the directory.
  const crc32 = (zlib as { crc32?: (data: Uint8Array, before: number) => number }).crc32;
  let [seen, sum] = [0, 0];
  return new Transform({
    transform(piece: Buffer, _, done) {
      seen += piece.length;
      if (crc32 !== undefined) sum = crc32(piece, sum);
      done(seen > size ? new ZipError(`${name} is larger than the directory says`) : null, piece);
    },
    flush(done) {
      const right = seen === size && (crc32 === undefined || sum === crc);
      done(right ? null : new ZipError(`${name} is damaged`));
    },
  });
}
