import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { onDisk } from './disk';

/** A file that a run read, so that a later reader can tell whether theirs is the same. */
export interface DataFile {
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 of the content, in hexadecimal. */
  readonly sha256: string;
}

/**
 * Size and SHA-256 of a file, read as a stream.
 *
 * @throws ProblemError when it cannot be read
 */
export function describeDataFile(file: string): Promise<DataFile> {
  return onDisk('read the data file', file, async () => {
    const hash = createHash('sha256');
    await pipeline(createReadStream(file), hash);
    return { path: file, bytes: (await stat(file)).size, sha256: hash.digest('hex') };
  });
}
