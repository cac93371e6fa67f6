import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import * as E from 'fp-ts/lib/Either.js';
import type * as TE from 'fp-ts/lib/TaskEither.js';
import { errorCode } from '../error-code';
import { failure } from '../failure';
import type { DatasetProblem } from '../failure';

/** The bytes of a regular file that is not empty. */
export function readFileBytes(path: string, maxBytes: number): TE.TaskEither<DatasetProblem, Uint8Array> {
  return async () => {
    try {
      // Non-blocking, because opening a named pipe would otherwise wait for a writer.
      const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
      try {
        const stats = await file.stat();
        if (!stats.isFile())
          return notAFile(path, stats.isDirectory() ? 'it is a directory' : 'it is a device or pipe');
        if (stats.size === 0) return empty(path);
        if (stats.size > maxBytes) return tooLarge(path, stats.size, maxBytes);
        return E.right(await file.readFile());
      } finally {
        await file.close();
      }
    } catch (error) {
      return unreadable(path, errorCode(error));
    }
  };
}

function notAFile(path: string, why: string): E.Either<DatasetProblem, never> {
  return failure('NotAFile', { what: 'The path does not lead to a file', where: path, why, hint: 'name one file' });
}

function empty(path: string): E.Either<DatasetProblem, never> {
  return failure('EmptyInput', {
    what: 'The file is empty',
    where: path,
    why: 'a download or a copy may have stopped at once',
    hint: 'get the file again',
  });
}

function tooLarge(path: string, size: number, maxBytes: number): E.Either<DatasetProblem, never> {
  return failure('TooLarge', {
    what: `The file has ${size} bytes`,
    where: path,
    why: `the limit is ${maxBytes} bytes`,
    hint: 'raise maxBytes',
  });
}

function unreadable(path: string, code: string): E.Either<DatasetProblem, never> {
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return failure('FileMissing', {
      what: 'There is no such file',
      where: path,
      why: 'the path may be misspelt, or relative to another folder',
      hint: 'check the path',
    });
  }
  const denied = code === 'EACCES' || code === 'EPERM';
  return failure('Unreadable', {
    what: 'The file cannot be read',
    where: path,
    why: denied ? 'the permission is missing' : `the system says ${code}`,
    hint: denied ? 'change its permissions or its owner' : 'check the disk and the path',
  });
}
