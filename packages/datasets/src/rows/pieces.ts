import { createGunzip } from 'node:zlib';
import { pipeline } from 'node:stream';
import * as E from 'fp-ts/lib/Either.js';
import { ProblemError } from '@bcl/errors';
import { errorCode } from '../error-code';
import { decompressionFailure } from '../readers/source';
import { onFile, openUnchanged, requireSame, type SourceFile } from './source-file';

/** A pass over the content of a file: pieces of `size` bytes, the last one of what is left. */
export type Pieces = AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined>;

/**
 * The bytes of a file from an offset on.
 *
 * @param reuse - true lets every other piece have the same memory: each is valid until the next but one is asked for
 * @throws ProblemError when the file cannot be read or is not as it was
 */
export async function* plainPieces(file: SourceFile, size: number, offset = 0, reuse = false): Pieces {
  const handle = await openUnchanged(file);
  let [current, other] = [new Uint8Array(0), new Uint8Array(0)];
  try {
    for (let at = offset; at < file.bytes;) {
      const length = Math.min(size, file.bytes - at);
      [current, other] = [other, current];
      if (!reuse || current.length < length) current = new Uint8Array(length);
      const piece = current.subarray(0, length);
      let filled = 0;
      while (filled < piece.length) {
        const { bytesRead } = await onFile(file.path, () =>
          handle.read(piece, filled, piece.length - filled, at + filled),
        );
        // Shorter than it was: the same complaint as for any other change.
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      if (filled < piece.length || at + filled === file.bytes)
        requireSame(file, await onFile(file.path, () => handle.stat()));
      at += filled;
      yield piece;
    }
  } finally {
    await handle.close();
  }
}

/**
 * The decompressed content of a gzip file.
 *
 * @throws ProblemError when the file cannot be read, is not as it was, or is no gzip to its end
 */
export async function* unzippedPieces(file: SourceFile, size: number): Pieces {
  const handle = await openUnchanged(file);
  const compressed = handle.createReadStream({ autoClose: false, highWaterMark: 1 << 20 });
  // As large a step as a piece: what zlib does in one step goes on beside a caller that computes.
  const unzip = createGunzip({ chunkSize: Math.max(1 << 16, size) });
  pipeline(compressed, unzip, () => undefined);
  try {
    let piece = new Uint8Array(size);
    let filled = 0;
    for await (const chunk of unzip as AsyncIterable<Uint8Array>)
      for (let at = 0; at < chunk.length;) {
        const part = chunk.subarray(at, at + size - filled);
        piece.set(part, filled);
        filled += part.length;
        at += part.length;
        if (filled < size) continue;
        yield piece;
        piece = new Uint8Array(size);
        filled = 0;
      }
    requireSame(file, await onFile(file.path, () => handle.stat()));
    if (filled > 0) yield piece.subarray(0, filled);
  } catch (error) {
    if (error instanceof ProblemError || !errorCode(error).startsWith('Z_')) throw error;
    const failed = decompressionFailure(error, file.path, Infinity);
    throw E.isLeft(failed) ? new ProblemError(failed.left) : error;
  } finally {
    compressed.destroy();
    unzip.destroy();
    await handle.close();
  }
}
