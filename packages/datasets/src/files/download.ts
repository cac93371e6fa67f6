import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import type * as TE from 'fp-ts/lib/TaskEither.js';
import { errorCode } from '../error-code';
import { failure } from '../failure';
import type { DatasetProblem } from '../failure';
import { sha256 } from '../readers/source';
import { makeFolder } from './make-folder';
import { readFileBytes } from './read-file';

/** The part of a response of `fetch` that is used here. */
export interface FetchResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: AsyncIterable<Uint8Array> | null;
}

/** The part of `fetch` that is used here; the global `fetch` is one. */
export type FetchLike = (
  url: string,
  init: { readonly headers: Record<string, string>; readonly signal?: AbortSignal },
) => Promise<FetchResponse>;

/** One file to download. */
export interface DownloadRequest {
  readonly url: string;
  /** Where the complete file goes; while it is incomplete it is called `<path>.part`. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly fetch: FetchLike;
  readonly signal?: AbortSignal;
}

/** A connection that breaks is taken up again as long as it brings new bytes, but not more often than this. */
const MAX_ATTEMPTS = 8;

/**
 * Downloads a file of known size and SHA-256. Bytes go to `<path>.part`; a broken download is taken up where it
 * stopped (HTTP Range), in the same call and in later ones. The file gets its name only when its bytes are right and
 * on the disk, so that whoever finds `path` finds the whole file.
 *
 * @returns the bytes of the file
 */
export function downloadFile(request: DownloadRequest): TE.TaskEither<DatasetProblem, Uint8Array> {
  return async () => {
    const part = `${request.path}.part`;
    try {
      await makeFolder(dirname(request.path));
      const resumed = (await sizeOf(part)) > 0;
      const first = await transferAndCheck(request, part);
      // What an earlier call left may be of another version of the file: begin again, once.
      const stale = resumed && E.isLeft(first) && first.left._tag === 'WrongBytes';
      const bytes = stale ? await transferAndCheck(request, part) : first;
      if (E.isRight(bytes)) {
        await rename(part, request.path);
        await syncFolder(dirname(request.path));
      }
      return bytes;
    } catch (error) {
      if (errorCode(error) === 'unknown') throw error;
      return cannotWrite(part, error);
    }
  };
}

async function transferAndCheck(request: DownloadRequest, part: string): Promise<E.Either<DatasetProblem, Uint8Array>> {
  for (let attempt = 1; (await sizeOf(part)) !== request.bytes; attempt++) {
    const before = await sizeOf(part);
    const transferred = await transfer(request, part, before);
    if (E.isRight(transferred)) continue;
    const progressed = (await sizeOf(part)) > before;
    if (transferred.left._tag !== 'Interrupted' || !progressed || attempt >= MAX_ATTEMPTS) return transferred;
  }
  const bytes = await readFileBytes(part, request.bytes)();
  if (E.isLeft(bytes)) return bytes;
  const found = sha256(bytes.right);
  if (found === request.sha256) return bytes;
  await rm(part, { force: true });
  return wrongBytes(request, `SHA-256 ${found} instead of ${request.sha256}`);
}

/** One request. Right when the server sent all it promised; the caller looks at the size. */
async function transfer(request: DownloadRequest, part: string, have: number): Promise<E.Either<DatasetProblem, void>> {
  const { url, signal } = request;
  // Identity, because a range of a compressed answer would not fit the bytes already there.
  const headers: Record<string, string> = { 'accept-encoding': 'identity' };
  const offset = have < request.bytes ? have : 0;
  if (offset > 0) headers.range = `bytes=${offset}-`;
  let response: FetchResponse;
  try {
    response = await request.fetch(url, signal === undefined ? { headers } : { headers, signal });
  } catch (error) {
    return signal?.aborted === true ? aborted(request, part) : offline(request, error);
  }
  if (response.status === 416 || (response.status === 206 && !startsAt(response, offset))) {
    // The server cannot continue there. Without the part the next request asks for everything.
    await discard(response);
    await rm(part, { force: true });
    return have > 0 ? E.right(undefined) : httpStatus(request, response.status);
  }
  if (response.status !== 200 && response.status !== 206) {
    await discard(response);
    return httpStatus(request, response.status);
  }
  return receive(request, response, part, response.status === 206 ? offset : 0);
}

async function receive(
  request: DownloadRequest,
  response: FetchResponse,
  part: string,
  offset: number,
): Promise<E.Either<DatasetProblem, void>> {
  let size = offset;
  const file = await open(part, offset > 0 ? 'a' : 'w');
  try {
    const chunks = response.body?.[Symbol.asyncIterator]();
    while (chunks !== undefined) {
      let next: IteratorResult<Uint8Array, unknown>;
      try {
        next = await chunks.next();
      } catch {
        return request.signal?.aborted === true ? aborted(request, part) : interrupted(request, size);
      }
      if (next.done === true) break;
      size += next.value.length;
      if (size > request.bytes) {
        await chunks.return?.();
        await file.truncate(0);
        return wrongBytes(request, `more than ${request.bytes} bytes`);
      }
      await file.writeFile(next.value);
    }
    return size === request.bytes ? E.right(undefined) : interrupted(request, size);
  } finally {
    await file.sync();
    await file.close();
  }
}

function startsAt(response: FetchResponse, offset: number): boolean {
  return response.headers.get('content-range')?.startsWith(`bytes ${offset}-`) === true;
}

/** Gives the connection back; its body is of no interest. */
async function discard(response: FetchResponse): Promise<void> {
  await response.body?.[Symbol.asyncIterator]().return?.();
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 0;
    throw error;
  }
}

/** Makes a rename durable where the system lets a folder be synced. */
async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r');
    await folder.sync().finally(() => folder.close());
  } catch {
    // Windows refuses; the rename is still atomic there.
  }
}

function byHand({ url, path }: DownloadRequest): string {
  return `download ${url} by other means and save it as ${path}`;
}

function offline(request: DownloadRequest, error: unknown): E.Either<DatasetProblem, never> {
  // fetch hides the reason in the cause of its error.
  const cause = typeof error === 'object' && error !== null && 'cause' in error ? error.cause : error;
  const said = errorCode(cause) !== 'unknown' ? errorCode(cause) : String(cause);
  return failure('Offline', {
    what: 'The server cannot be reached',
    where: request.url,
    why: `there may be no network (${said})`,
    hint: `try again later, or ${byHand(request)}`,
  });
}

function httpStatus(request: DownloadRequest, status: number): E.Either<DatasetProblem, never> {
  const why = status === 404 ? 'the file has moved or was removed' : 'it may be busy, or refuse this network';
  return failure('HttpStatus', {
    what: `The server answered with status ${status}`,
    where: request.url,
    why,
    hint: `try again later, or ${byHand(request)}`,
  });
}

function interrupted(request: DownloadRequest, size: number): E.Either<DatasetProblem, never> {
  return failure('Interrupted', {
    what: `The download stopped after ${size} of ${request.bytes} bytes`,
    where: request.url,
    why: 'the connection broke or the server sent too little',
    hint: `run it again and it goes on from there, or ${byHand(request)}`,
  });
}

function aborted(request: DownloadRequest, part: string): E.Either<DatasetProblem, never> {
  return failure('Aborted', {
    what: 'The download was stopped',
    where: request.url,
    why: 'its signal was aborted',
    hint: `run it again and it goes on with ${part}`,
  });
}

function wrongBytes(request: DownloadRequest, found: string): E.Either<DatasetProblem, never> {
  return failure('WrongBytes', {
    what: `The downloaded file is not the expected one: ${found}`,
    where: request.url,
    why: 'the file has changed at its origin, or something on the way altered it',
    hint: `try again from another network, or ${byHand(request)}`,
  });
}

function cannotWrite(path: string, error: unknown): E.Either<DatasetProblem, never> {
  const code = errorCode(error);
  return failure('CannotWrite', {
    what: 'The download cannot be stored',
    where: path,
    why: code === 'ENOSPC' ? 'the disk is full' : `the system says ${code}`,
    hint: 'free space, mend the permissions, or choose another cache folder',
  });
}
