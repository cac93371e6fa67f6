import { open } from 'node:fs/promises';
import * as E from 'fp-ts/lib/Either.js';
import type { Buildable } from './machine';
import { badInput, failedOnDisk, type NativeProblem } from './problem';

/** What an addon is compiled against. */
export interface TensorFlow {
  /** The C library and its framework: files. */
  readonly libraries: readonly string[];
  /** The folder that holds `tensorflow/c/c_api.h`. */
  readonly include: string;
  /** Where the addon looks for the libraries when it is loaded; `$ORIGIN` is its own folder. */
  readonly runPath: string;
}

/** From the addon's folder, `lib/napi-vN`, to the libraries that lie with it. */
export const BESIDE = '$ORIGIN/../../deps/lib';

const MAGIC = 0x464c457f;

/** Holds a library to be one for this processor, before a compiler says so in many lines. */
export async function checkProcessor(library: string, { elf }: Buildable): Promise<E.Either<NativeProblem, string>> {
  try {
    const handle = await open(library);
    try {
      const header = Buffer.alloc(20);
      await handle.read(header, 0, header.length, 0);
      const what = 'This library of TensorFlow is not for this machine';
      if (header.readUInt32LE(0) !== MAGIC)
        return E.left(badInput({ what, where: library, why: 'it is no library of Linux' }));
      if (header.readUInt16LE(18) !== elf)
        return E.left(badInput({ what, where: library, why: 'it is for another processor' }));
      return E.right(library);
    } finally {
      await handle.close();
    }
  } catch (error) {
    return E.left(failedOnDisk('Cannot read a library of TensorFlow', library, error));
  }
}
