import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import { stop } from '../problem';
import { stopUnreadable } from './unreadable';

/** The bytes of a regular file that is not empty and not longer than `maxBytes`. */
export async function readBytes(path: string, maxBytes: number): Promise<Buffer> {
  const file = await openToRead(path);
  try {
    const stats = await file.stat();
    if (!stats.isFile()) {
      stop('NotAFile', {
        what: 'The path does not lead to a file',
        where: path,
        why: stats.isDirectory() ? 'it is a directory' : 'it is a device or pipe',
        hint: 'name one file',
      });
    }
    if (stats.size === 0) {
      stop('EmptyInput', {
        what: 'The file is empty',
        where: path,
        why: 'a download or a copy may have stopped at once',
        hint: 'get the file again',
      });
    }
    if (stats.size > maxBytes) {
      stop('TooLarge', {
        what: `The file has ${stats.size} bytes`,
        where: path,
        why: `the limit is ${maxBytes} bytes`,
        hint: 'check that it is the right file, or raise the limit',
      });
    }
    return await file.readFile().catch((error: unknown) => stopUnreadable(path, error));
  } finally {
    await file.close();
  }
}

/** The first bytes of a file, fewer where it is shorter. */
export async function readStart(path: string, bytes: number): Promise<Buffer> {
  const file = await openToRead(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    return stopUnreadable(path, error);
  } finally {
    await file.close();
  }
}

/** What the system knows of a path, links followed. */
export async function statOf(path: string): Promise<Stats> {
  return stat(path).catch((error: unknown) => stopUnreadable(path, error));
}

/** A file opened for reading; non-blocking, because opening a named pipe would otherwise wait for a writer. */
export async function openToRead(path: string): Promise<FileHandle> {
  return open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: unknown) => stopUnreadable(path, error));
}
