import { basename, join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import type * as TE from 'fp-ts/lib/TaskEither.js';
import { failure } from '../failure';
import type { DatasetProblem } from '../failure';
import { sha256 } from '../readers/source';
import { downloadFile } from './download';
import type { FetchLike } from './download';
import { readFileBytes } from './read-file';

/** A file that can be had from its upstream, and by which it is recognised. */
export interface RemoteFile {
  /** Path below a data folder, with slashes, e.g. `bigem/glass/glass.mat`. */
  readonly path: string;
  readonly bytes: number;
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  readonly url: string;
}

/** Where {@link fetchFile} and `loadNamed` look, in this order. */
export interface FetchOptions {
  /** A folder of the user's with data files, by their paths or all side by side. */
  readonly folder?: string;
  /** A folder for downloads; without one nothing is downloaded. */
  readonly cache?: string;
  /** How to download; default the global `fetch`. `false` forbids it. */
  readonly download?: FetchLike | false;
  /** Stops a download; what has arrived is kept for the next call. */
  readonly signal?: AbortSignal;
}

/** A file whose bytes have been checked. */
export interface FetchedFile {
  readonly file: RemoteFile;
  /** Where it was found or stored. */
  readonly path: string;
  readonly content: Uint8Array;
}

/**
 * The bytes of a known file, from the user's folder, from the cache, or from its upstream into the cache; always with
 * the SHA-256 that is expected. A file of that name with other bytes in the user's folder is a problem, for it was put
 * there on purpose; in the cache it is replaced.
 *
 * @example
 * ```ts
 * import * as E from 'fp-ts/lib/Either.js';
 * import { fetchFile, namedSets } from '@bcl/datasets';
 *
 * const [file] = namedSets.iris.files;
 * const result = await fetchFile(file, { folder: 'no/such/folder' })();
 * E.isLeft(result) && result.left._tag; // => 'FileMissing'
 * ```
 */
export function fetchFile(file: RemoteFile, options: FetchOptions): TE.TaskEither<DatasetProblem, FetchedFile> {
  return async () => {
    const { folder, cache, signal } = options;
    if (folder !== undefined) {
      const found = await lookIn(folder, file);
      if (found !== undefined) return found;
    }
    if (cache === undefined) return nowhere(file, folder, undefined, 'there is no cache folder to download it to');
    const path = join(cache, file.path);
    const cached = await readFileBytes(path, file.bytes)();
    if (E.isRight(cached) && sha256(cached.right) === file.sha256) {
      return E.right({ file, path, content: cached.right });
    }
    if (options.download === false) return nowhere(file, folder, cache, 'downloads are forbidden');
    const fetch: FetchLike = options.download ?? globalThis.fetch;
    const content = await downloadFile({ ...file, path, fetch, ...(signal === undefined ? {} : { signal }) })();
    return E.isLeft(content) ? content : E.right({ file, path, content: content.right });
  };
}

/** The file in the user's folder, a problem with it, or undefined when it is not there. */
async function lookIn(folder: string, file: RemoteFile): Promise<E.Either<DatasetProblem, FetchedFile> | undefined> {
  for (const path of [join(folder, file.path), join(folder, basename(file.path))]) {
    const content = await readFileBytes(path, Number.MAX_SAFE_INTEGER)();
    if (E.isLeft(content) && content.left._tag === 'FileMissing') continue;
    if (E.isLeft(content)) return content;
    const found = sha256(content.right);
    if (found === file.sha256) return E.right({ file, path, content: content.right });
    return failure('WrongBytes', {
      what: `The file has ${content.right.length} bytes and SHA-256 ${found} instead of ${file.bytes} and ${file.sha256}`,
      where: path,
      why: 'it is damaged, or another version of the file',
      hint: `replace it by ${file.url}, or read it as a file of your own`,
    });
  }
  return undefined;
}

function nowhere(
  file: RemoteFile,
  folder: string | undefined,
  cache: string | undefined,
  why: string,
): E.Either<DatasetProblem, never> {
  const places = [folder, cache].filter((place) => place !== undefined);
  const target = places[0] === undefined ? 'a folder that you name' : join(places[0], file.path);
  return failure('FileMissing', {
    what: `${file.path} was not found`,
    where: places.length === 0 ? 'no folder to look in' : places.join(' and '),
    why,
    hint: `allow a download, or get ${file.url} and save it as ${target}`,
  });
}
