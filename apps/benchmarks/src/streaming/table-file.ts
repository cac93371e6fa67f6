import { problem, ProblemError, type Problem } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';
import { mkdir, open, statfs } from 'node:fs/promises';
import path from 'node:path';
import { simulatedRows } from '../cases/simulated';
import type { Sizes } from '../growth/axes';

/** Bytes of a table of float32. */
export const tableBytes = ({ rows, columns }: Sizes): number => rows * columns * Float32Array.BYTES_PER_ELEMENT;

/** Room that is left free beside the table, for the run's own files. */
const SPARE = 64e6;

/**
 * Whether a table fits on a disk.
 *
 * @param free bytes that may be written there
 * @param folder the place, for the message
 */
export function checkRoom(sizes: Sizes, free: number, folder: string): E.Either<Problem<'DiskTooSmall'>, void> {
  const needed = tableBytes(sizes) + SPARE;
  if (free >= needed) return E.right(undefined);
  const gigabytes = (bytes: number): string => (bytes / 1e9).toFixed(2);
  return E.left(
    problem('DiskTooSmall', {
      what: 'The table for --streaming does not fit on the disk',
      where: folder,
      why: `it needs ${gigabytes(needed)} GB, and ${gigabytes(free)} GB are free`,
      hint: 'make room, or choose a folder on another disk with --out',
    }),
  );
}

/** Throws {@link checkRoom}'s problem when the disk of a folder is too small. */
export async function requireRoom(sizes: Sizes, folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const checked = checkRoom(sizes, bavail * bsize, folder);
  if (E.isLeft(checked)) throw new ProblemError(checked.left);
}

/**
 * Writes simulated rows as float32, batch by batch.
 *
 * @param wrote called with the number of rows written so far
 */
export async function writeTableFile(
  file: string,
  { rows, columns, components }: Sizes,
  signal: AbortSignal,
  wrote: (rows: number) => void,
): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const handle = await open(file, 'w');
  try {
    let done = 0;
    for (const batch of simulatedRows('streaming', rows, columns, components)) {
      signal.throwIfAborted();
      await handle.writeFile(new Uint8Array(Float32Array.from(batch).buffer));
      done += batch.length / columns;
      wrote(done);
    }
  } finally {
    await handle.close();
  }
}
