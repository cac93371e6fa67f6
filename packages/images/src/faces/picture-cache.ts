import { createHash } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { errorCode } from '../files/error-code';
import type { ImageSet } from '../set/image-set';
import type { SkippedPicture } from './skipped';

/** What is kept in a cache file. */
export interface CachedPictures {
  readonly set: ImageSet;
  readonly names: readonly string[];
  readonly skipped: readonly SkippedPicture[];
}

/** All of a cached set but its arrays, and how long those are. */
interface CacheHeader extends Omit<CachedPictures, 'set'> {
  readonly set: Omit<ImageSet, 'pixels' | 'attributes'>;
  readonly pixelBytes: number;
  readonly attributeNames?: readonly string[];
  readonly attributeBytes: number;
}

/** Eight bytes by which the file is known, with the version of its format. */
const MAGIC = Buffer.from('BCLPIX1\n', 'latin1');
const HASH_BYTES = 32;
/** Large arrays go to the disk and come from it in pieces, as one call does at most 2 GiB. */
const PIECE = 2 ** 26;

/** Where the pictures of a request lie in a cache folder: the request decides the name. */
export function cachePath(folder: string, request: unknown): string {
  const digest = createHash('sha256').update(JSON.stringify(request)).digest('hex');
  return join(folder, `${digest.slice(0, 32)}.pictures`);
}

/** The pictures in a cache file, `'absent'` without one, `'damaged'` where its length or SHA-256 are wrong. */
export async function readCache(path: string): Promise<CachedPictures | 'absent' | 'damaged'> {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? 'absent' : 'damaged';
  }
  try {
    return (await readChecked(file)) ?? 'damaged';
  } catch (error) {
    // What cannot be read or understood is made again; a defect of this code is not hidden by that.
    if (errorCode(error) === 'unknown' && !(error instanceof SyntaxError)) throw error;
    return 'damaged';
  } finally {
    await file.close();
  }
}

async function readChecked(file: FileHandle): Promise<CachedPictures | undefined> {
  const { size } = await file.stat();
  const hash = createHash('sha256');
  let position = 0;
  const next = async (bytes: number): Promise<Uint8Array | undefined> => {
    if (!(bytes >= 0 && position + bytes <= size)) return undefined;
    const read = new Uint8Array(bytes);
    for (let at = 0; at < bytes; at += PIECE) {
      const piece = read.subarray(at, Math.min(bytes, at + PIECE));
      const { bytesRead } = await file.read(piece, 0, piece.length, position + at);
      if (bytesRead !== piece.length) return undefined;
    }
    position += bytes;
    return read;
  };
  const start = await next(MAGIC.length + 4);
  if (start === undefined || !MAGIC.equals(start.subarray(0, MAGIC.length))) return undefined;
  const headerBytes = await next(new DataView(start.buffer).getUint32(MAGIC.length));
  if (headerBytes === undefined) return undefined;
  const headerHash = await next(HASH_BYTES);
  hash.update(start).update(headerBytes);
  // The header has a hash of its own, so that nothing is allocated on a damaged word.
  if (headerHash === undefined || !hash.copy().digest().equals(headerHash)) return undefined;
  const header = JSON.parse(Buffer.from(headerBytes).toString('utf8')) as CacheHeader;
  const pixels = await next(header.pixelBytes);
  const values = await next(header.attributeBytes);
  const expected = await next(HASH_BYTES);
  if (pixels === undefined || values === undefined || expected === undefined || position !== size) return undefined;
  if (!hash.update(pixels).update(values).digest().equals(expected)) return undefined;
  const { names, skipped, attributeNames } = header;
  const attributes = attributeNames && { names: attributeNames, values: new Int8Array(values.buffer) };
  const set: ImageSet = { ...header.set, pixels, ...(attributes === undefined ? {} : { attributes }) };
  return { set, names, skipped };
}

/** Writes a cache file under a temporary name, syncs and renames it: whoever finds it finds the whole. */
export async function writeCache(path: string, { set, names, skipped }: CachedPictures): Promise<void> {
  const { pixels, attributes, ...rest } = set;
  const values = attributes?.values ?? new Int8Array(0);
  const header: CacheHeader = {
    set: rest,
    names,
    skipped,
    pixelBytes: pixels.length,
    attributeBytes: values.length,
    ...(attributes === undefined ? {} : { attributeNames: attributes.names }),
  };
  const headerBytes = Buffer.from(JSON.stringify(header), 'utf8');
  const start = Buffer.alloc(MAGIC.length + 4);
  MAGIC.copy(start);
  start.writeUInt32BE(headerBytes.length, MAGIC.length);
  const hash = createHash('sha256').update(start).update(headerBytes);
  const headerHash = hash.copy().digest();
  const valueBytes = new Uint8Array(values.buffer, values.byteOffset, values.length);
  hash.update(pixels).update(valueBytes);
  await makeFolder(dirname(path));
  const temporary = `${path}.${process.pid}-${threadId}.part`;
  try {
    const file = await open(temporary, 'w');
    try {
      for (const part of [start, headerBytes, headerHash, pixels, valueBytes, hash.digest()]) {
        for (let at = 0; at < part.length; at += PIECE) await file.writeFile(part.subarray(at, at + PIECE));
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** One folder after the other: Node's own recursive mkdir never returns on file systems such as /proc. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    if (errorCode(error) === 'EEXIST' && (await stat(folder)).isDirectory()) return;
    if (errorCode(error) !== 'ENOENT' || dirname(folder) === folder) throw error;
    await makeFolder(dirname(folder));
    await makeFolder(folder);
  }
}
