import { readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type * as TE from 'fp-ts/lib/TaskEither.js';
import sharp from 'sharp';
import { limitsFor } from '../archives/limits';
import type { ReadingLimits } from '../archives/limits';
import { isAttributeList } from '../archives/entry-name';
import { openPictures } from '../archives/open-source';
import type { AttributeText, Listing, PictureSource } from '../archives/source';
import { errorCode, errorMessage } from '../files/error-code';
import { readBytes, statOf } from '../files/read-bytes';
import { attempt, stop, stopIfAborted } from '../problem';
import type { ImageProblem } from '../problem';
import type { Decoding } from '../pictures/decode';
import type { ImageSet } from '../set/image-set';
import { attributesOf, parseAttributeList } from './attribute-list';
import { decodeAll } from './decode-all';
import type { ReadingProgress } from './decode-all';
import { cachePath, readCache, writeCache } from './picture-cache';
import type { CachedPictures } from './picture-cache';
import type { SkippedPicture } from './skipped';

/** How {@link readFaces} reads. */
export interface FaceOptions {
  /** Side of the square pictures that come out, in pixels, 1 … 1024. */
  readonly size: number;
  /** How many pictures: the first by name. Default all. */
  readonly count?: number;
  /**
   * Side of the square in the middle that is kept, as a share of the picture's shorter side. Default 148 / 178: of
   * CelebA's aligned 178 x 218 pictures the middle 148 x 148, as most work on CelebA takes it.
   */
  readonly crop?: number;
  /** 3: sRGB, the default. 1: grey. */
  readonly channels?: 1 | 3;
  /**
   * The attribute list, `list_attr_celeba.txt` or one of that format. Default: one of that name in the folder or archive
   * or next to it, where there is one. `false`: none.
   */
  readonly attributes?: string | false;
  /** A folder in which the decoded pictures are kept for the next time. Default: none. */
  readonly cache?: string;
  readonly limits?: Partial<ReadingLimits>;
  /** Pictures decoded at the same time. Default 4. */
  readonly concurrency?: number;
  /** Stops the reading with the problem `Aborted`. */
  readonly signal?: AbortSignal;
  /** Called after each picture. */
  readonly onProgress?: (progress: ReadingProgress) => void;
}

/** What became of the cache. */
export type CacheUse =
  | { readonly state: 'none' | 'read' | 'written' | 'rebuilt' }
  /** The pictures are there, but could not be kept for the next time. */
  | { readonly state: 'unwritable'; readonly why: string };

/** Pictures of faces as they were read. */
export interface FaceSet extends ImageSet {
  /** Path of each picture within the folder or archive, sorted by code units. */
  readonly names: readonly string[];
  /** Pictures that could not be decoded, in the same order. They count towards `count`. */
  readonly skipped: readonly SkippedPicture[];
  readonly cache: CacheUse;
}

/**
 * Reads photographs of faces, JPEG or PNG, from a folder with its subfolders, or from a tar (also gzip) or zip archive
 * without unpacking it to disk: CelebA's aligned pictures, for example. Each is cropped to a square in its middle and
 * scaled (sharp, Lanczos). A picture that cannot be decoded is skipped and named.
 *
 * An archive is refused as a whole when it holds a path that leads out of it, an absolute path, a link or an encrypted
 * file, when it is cut short, or when it unpacks to more than the {@link ReadingLimits}.
 *
 * The same files and options give the same pixels with the same build of libvips.
 *
 * @throws RangeError when an option is out of its range
 *
 * @example
 * ```ts
 * import * as E from 'fp-ts/lib/Either.js';
 * import { readFaces } from '@bcl/images';
 *
 * const result = await readFaces('no/such/folder', { size: 32 })();
 * E.isLeft(result) && result.left._tag; // => 'FileMissing'
 * ```
 */
export function readFaces(path: string, options: FaceOptions): TE.TaskEither<ImageProblem, FaceSet> {
  const { size, count = Infinity, crop = 148 / 178, channels = 3, concurrency = 4 } = options;
  requireWhole('size', size, 1, 1024);
  if (count !== Infinity) requireWhole('count', count, 1, 2 ** 32);
  requireWhole('concurrency', concurrency, 1, 256);
  if (!(crop > 0 && crop <= 1)) throw new RangeError(`crop must be in (0, 1], not ${crop}`);
  if (channels !== 1 && channels !== 3) throw new RangeError(`channels must be 1 or 3, not ${String(channels)}`);
  return attempt(async () => {
    const { signal } = options;
    stopIfAborted(signal, path);
    const stats = await statOf(path);
    const isFolder = stats.isDirectory();
    if (!isFolder && !stats.isFile()) {
      stop('NotAFile', {
        what: 'The path leads neither to a folder nor to a file',
        where: path,
        why: 'it is a device or pipe',
        hint: 'name a folder, a tar or a zip archive',
      });
    }
    const limits = limitsFor(stats.size, options.limits);
    const source = await openPictures(path, isFolder, limits, signal);
    const beside = await attributesBeside(path, options.attributes, limits);
    // The listing of a folder tells whether a file in it changed; an archive does so by itself.
    const listed = isFolder ? await source.list() : undefined;
    const decoding: Decoding = { height: size, width: size, channels, crop, maxPixels: limits.pixels };
    const request = [
      { version: 1, libvips: sharp.versions.vips, path: resolve(path) },
      isFolder ? null : { bytes: stats.size, changed: stats.mtimeMs },
      { size, count, crop, channels, limits, attributes: options.attributes ?? null },
      [beside?.where, beside?.text, listed?.attributes?.text, listed?.pictures],
    ];
    const cache = options.cache === undefined ? undefined : cachePath(options.cache, request);
    const kept = cache === undefined ? 'absent' : await readCache(cache);
    if (typeof kept === 'object') return { ...kept.set, ...namesOf(kept), cache: { state: 'read' } };

    const made = await readAll(path, source, listed ?? (await source.list()), beside, decoding, limits, options);
    if (cache === undefined) return { ...made.set, ...namesOf(made), cache: { state: 'none' } };
    const use = await keep(cache, made, kept === 'damaged' ? 'rebuilt' : 'written');
    return { ...made.set, ...namesOf(made), cache: use };
  });
}

const namesOf = ({ names, skipped }: CachedPictures) => ({ names, skipped });

async function readAll(
  path: string,
  source: PictureSource,
  listing: Listing,
  beside: AttributeText | undefined,
  decoding: Decoding,
  limits: ReadingLimits,
  options: FaceOptions,
): Promise<CachedPictures> {
  const { count = Infinity, concurrency = 4, onProgress, signal } = options;
  const wanted = firstByName(listing).slice(0, count);
  if (wanted.length === 0) stopEmpty(path, 'it holds no JPEG or PNG file');
  const bytes = wanted.length * decoding.height * decoding.width * decoding.channels;
  if (bytes > limits.resultBytes) {
    stop('TooLarge', {
      what: `${wanted.length} pictures of side ${decoding.width} take ${bytes} bytes of memory`,
      where: path,
      why: `the limit is ${limits.resultBytes}`,
      hint: 'ask for fewer with count, for smaller ones with size, or raise limits.resultBytes',
    });
  }
  const named = options.attributes;
  // What the user names comes first, then what lies among the pictures.
  const text = named === false ? undefined : named === undefined ? (listing.attributes ?? beside) : beside;
  const list = text === undefined ? undefined : parseAttributeList(text);
  const inOrder = wanted.map((place) => listing.pictures[place].name);
  // Before the pictures, which take minutes.
  if (list !== undefined) attributesOf(list, inOrder);
  const { pixels, names, skipped } = await decodeAll(source, listing, wanted, decoding, concurrency, onProgress);
  stopIfAborted(signal, path);
  if (names.length === 0) {
    stopEmpty(path, `none of its ${skipped.length} pictures can be decoded: ${skipped[0].name}, ${skipped[0].why}`);
  }
  const { height, width, channels } = decoding;
  const title = `faces of ${basename(resolve(path))}`;
  const files = [{ path }, ...(text === undefined ? [] : [{ path: text.where }])];
  const attributes = list === undefined ? {} : { attributes: attributesOf(list, names) };
  return { set: { title, count: names.length, height, width, channels, pixels, files, ...attributes }, names, skipped };
}

/** Places in the listing by name. Of entries with the same name the last counts, as it does when one unpacks. */
function firstByName({ pictures }: Listing): number[] {
  const places = new Map(pictures.map(({ name }, place) => [name, place]));
  return [...places].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, place]) => place);
}

/** The list that the user names, or one that lies next to the folder or archive. */
async function attributesBeside(
  path: string,
  named: string | false | undefined,
  limits: ReadingLimits,
): Promise<AttributeText | undefined> {
  if (named === false) return undefined;
  let where = named;
  if (where === undefined) {
    const folder = dirname(resolve(path));
    const found = (await readdir(folder).catch(() => [])).filter(isAttributeList).sort();
    if (found.length === 0) return undefined;
    where = join(folder, found[0]);
  }
  return { where, text: (await readBytes(where, limits.entryBytes)).toString('utf8') };
}

/** Keeps what was read for the next time; that it cannot is no reason to lose it. */
async function keep(path: string, made: CachedPictures, state: 'written' | 'rebuilt'): Promise<CacheUse> {
  try {
    await writeCache(path, made);
    return { state };
  } catch (error) {
    if (errorCode(error) === 'unknown') throw error;
    const why = errorCode(error) === 'ENOSPC' ? 'the disk is full' : errorMessage(error);
    return { state: 'unwritable', why: `${path} cannot be written: ${why}` };
  }
}

function stopEmpty(path: string, why: string): never {
  return stop('EmptyInput', {
    what: 'There are no pictures to read',
    where: path,
    why,
    hint: 'name the folder or archive with the pictures',
  });
}

function requireWhole(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new RangeError(`${name} must be a whole number from ${least} to ${most}, not ${value}`);
}
