import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import * as E from 'fp-ts/lib/Either.js';
import type { Provenance } from '../dataset';
import { errorCode } from '../error-code';
import { failure } from '../failure';
import type { DatasetProblem } from '../failure';

/** Options that every reader takes. */
export interface ReaderOptions {
  /** What the data set and its file are called in results and messages; default `data`. */
  readonly name?: string;
  /** Where the bytes come from, for the provenance; default "read from bytes". */
  readonly source?: string;
  /** Largest size of the decompressed content and of the resulting features, in bytes; default 2 GiB. */
  readonly maxBytes?: number;
}

/** Default of {@link ReaderOptions.maxBytes}: 2 GiB. */
export const DEFAULT_MAX_BYTES = 2 ** 31;

/** An input ready to be parsed. */
export interface Source {
  readonly name: string;
  /** Decompressed. */
  readonly content: Uint8Array;
  readonly provenance: Provenance;
  readonly maxBytes: number;
}

/** Whether bytes start as a gzip file does. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes.length >= 2 && bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** SHA-256 of bytes, 64 lower-case hexadecimal digits. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Names, hashes and, where needed, decompresses an input. */
export function openSource(input: Uint8Array | string, options: ReaderOptions): E.Either<DatasetProblem, Source> {
  const name = options.name ?? 'data';
  const maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
  if (!(maxBytes > 0)) throw new RangeError(`maxBytes must be positive, not ${maxBytes}`);
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input;
  const content = gunzipBounded(bytes, name, maxBytes);
  if (E.isLeft(content)) return content;
  if (content.right.length === 0) {
    return failure('EmptyInput', {
      what: 'There are no bytes to read',
      where: name,
      why: 'a download or a copy may have stopped at once',
      hint: 'get the file again',
    });
  }
  const files = [{ name, bytes: bytes.length, sha256: sha256(bytes) }];
  const provenance = { name, source: options.source ?? 'read from bytes', files };
  return E.right({ name, content: content.right, provenance, maxBytes });
}

/** The content of gzip bytes, or the bytes themselves when they are not gzip; never more than `maxBytes`. */
export function gunzipBounded(bytes: Uint8Array, name: string, maxBytes: number): E.Either<DatasetProblem, Uint8Array> {
  if (!isGzip(bytes)) return bytes.length > maxBytes ? tooLarge(name, maxBytes, 'it') : E.right(bytes);
  try {
    return E.right(gunzipSync(bytes, { maxOutputLength: maxBytes }));
  } catch (error) {
    return decompressionFailure(error, name, maxBytes);
  }
}

/** Turns what zlib throws into a problem. */
export function decompressionFailure(error: unknown, where: string, maxBytes: number): E.Either<DatasetProblem, never> {
  const code = errorCode(error);
  if (code === 'ERR_BUFFER_TOO_LARGE') return tooLarge(where, maxBytes, 'its decompressed content');
  return failure('DamagedFile', {
    what: 'The compressed data cannot be decompressed',
    where,
    why:
      code === 'Z_BUF_ERROR' ? 'it ends too early, so part of the file is missing' : 'some of its bytes were changed',
    hint: 'get the file again and compare its SHA-256',
  });
}

function tooLarge(where: string, maxBytes: number, whatIs: string): E.Either<DatasetProblem, never> {
  return failure('TooLarge', {
    what: `The file is too large to read`,
    where,
    why: `${whatIs} exceeds the limit of ${maxBytes} bytes`,
    hint: 'raise maxBytes if you trust the file',
  });
}
