import { constants, type Stats } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { ProblemError, problem, type ProblemParts } from '@bcl/errors';
import { errorCode } from '../error-code';
import type { DatasetProblemTag } from '../failure';

/** A file as it was when it was first looked at; a table must not change between two passes over it. */
export interface SourceFile {
  readonly path: string;
  readonly bytes: number;
  readonly modified: number;
}

/** Stops the reading with a problem. */
export function fail(tag: DatasetProblemTag, parts: ProblemParts): never {
  throw new ProblemError(problem(tag, parts));
}

/**
 * Looks at a file, without reading it.
 *
 * @throws ProblemError when it is not there, no regular file, or empty
 */
export async function lookAt(path: string): Promise<SourceFile> {
  const stats = await onFile(path, () => stat(path));
  if (!stats.isFile())
    return fail('NotAFile', {
      what: 'The path does not lead to a file',
      where: path,
      why: stats.isDirectory() ? 'it is a directory' : 'it is a device or pipe, which cannot be read twice',
      hint: 'name one file',
    });
  if (stats.size === 0)
    return fail('EmptyInput', {
      what: 'The file is empty',
      where: path,
      why: 'a download or a copy may have stopped at once',
      hint: 'get the file again',
    });
  return identify(path, stats);
}

const identify = (path: string, stats: Stats): SourceFile => ({ path, bytes: stats.size, modified: stats.mtimeMs });

/**
 * Opens a file for one pass.
 *
 * @throws ProblemError when it cannot be read, or is not as it was
 */
export async function openUnchanged(file: SourceFile): Promise<FileHandle> {
  const handle = await onFile(file.path, () => open(file.path, constants.O_RDONLY | constants.O_NONBLOCK));
  try {
    requireSame(file, await onFile(file.path, () => handle.stat()));
  } catch (error) {
    await handle.close();
    throw error;
  }
  return handle;
}

/** Stops the reading where a file is no longer as it was. */
export function requireSame(file: SourceFile, stats: Stats): void {
  const now = identify(file.path, stats);
  if (now.bytes === file.bytes && now.modified === file.modified) return;
  fail('FileChanged', {
    what: 'The file has changed while it was being read',
    where: file.path,
    why:
      now.bytes === file.bytes
        ? 'it was written to again since the first look at it'
        : `it had ${file.bytes} bytes and now has ${now.bytes}`,
    hint: 'start again when nothing writes to it any more',
  });
}

/** Turns what the system throws into a problem. */
export async function onFile<A>(path: string, action: () => Promise<A>): Promise<A> {
  try {
    return await action();
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR')
      return fail('FileMissing', {
        what: 'There is no such file',
        where: path,
        why: 'the path may be misspelt, or relative to another folder',
        hint: 'check the path',
      });
    const denied = code === 'EACCES' || code === 'EPERM';
    return fail('Unreadable', {
      what: 'The file cannot be read',
      where: path,
      why: denied ? 'the permission is missing' : `the system says ${code}`,
      hint: denied ? 'change its permissions or its owner' : 'check the disk and the path',
    });
  }
}
