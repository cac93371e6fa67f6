import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { MAX_SHARD_BYTES, tooLarge, type ByteRange } from './byte-range';
import { fetchRange, type FetchSettings } from './fetch-range';
import { isRemote, localPath, unreadable } from './reference';

/**
 * The bytes of a file or an address, of the range alone where one is given. Fewer than asked for where the file ends before.
 *
 * @throws ProblemError `UnreadableShard`
 */
export async function readBytes(
  url: string,
  name: string,
  range: ByteRange | undefined,
  settings: FetchSettings,
): Promise<Uint8Array> {
  if (isRemote(url)) return fetchRange(url, name, range, settings);
  try {
    // Non-blocking, because opening a named pipe would otherwise wait for a writer.
    const file = await open(localPath(url), constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      return await readRange(file, name, range);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fileProblem(error, name);
  }
}

async function readRange(file: FileHandle, name: string, range: ByteRange | undefined): Promise<Uint8Array> {
  const stats = await file.stat();
  if (!stats.isFile()) throw unreadable(name, { why: 'it is no regular file', hint: 'name one file' });
  const from = Math.min(range?.from ?? 0, stats.size);
  const length = Math.min(range?.to ?? stats.size, stats.size) - from;
  if (length > MAX_SHARD_BYTES) throw tooLarge(name, length);
  const bytes = new Uint8Array(Math.max(length, 0));
  for (let done = 0; done < bytes.length;) {
    const { bytesRead } = await file.read(bytes, done, bytes.length - done, from + done);
    if (bytesRead === 0) return bytes.subarray(0, done);
    done += bytesRead;
  }
  return bytes;
}

/** What the file system said, as `UnreadableShard`; other errors as they are. */
export function fileProblem(error: unknown, name: string): unknown {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
  if (code === undefined || !/^E[A-Z]+$/.test(code)) return error;
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return unreadable(name, {
      why: 'there is no such file on this machine',
      hint: 'name a path that all workers share, or an http address',
    });
  return unreadable(name, { why: code === 'EACCES' ? 'the permission is missing' : `the system says ${code}` });
}
