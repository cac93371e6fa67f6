import { problem, ProblemError, type ProblemParts } from '@bcl/errors';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** How the numbers of a shard are written: text, or little-endian floats row by row. A name that ends in `.gz` says gzip. */
export type ShardType = 'csv' | 'float32' | 'float64';

/**
 * Where the rows of a shard are. Plain JSON: it travels to workers, so a path must mean the same file on all of them.
 * NaN and the empty cell of a CSV file are missing values.
 */
export type ShardReference = {
  /** A path, `file:`, or `http(s):`; an address of S3 and the like is read with plain GET, signed in its query where need be. */
  readonly url: string;
  readonly type: ShardType;
  /** Numbers a row. Needed for floats; for CSV the number that is expected. */
  readonly columns?: number;
  /** First row, from 0; a CSV file's header does not count. */
  readonly fromRow?: number;
  /** How many rows; to the end without it. */
  readonly rows?: number;
  /**
   * CSV: the bytes [from, to) in which those rows stand, as `shardsOf` finds them, so that nobody reads the lines before them.
   * Between the bytes are whole lines without a header; `fromRow` then only names the rows.
   */
  readonly bytes?: readonly [from: number, to: number];
};

/** Size in bytes of a number of the type. */
export const bytesPerNumber = { float32: 4, float64: 8 } as const;

/** Whether the address is one to fetch. */
export const isRemote = (url: string): boolean => /^https?:\/\//i.test(url);

/** Whether the file is gzip, of which no part can be read alone. */
export const isCompressed = (url: string): boolean => /\.gz$/i.test(pathOf(url));

/** The path within an address, without its query; a path as it is. */
export const pathOf = (url: string): string => (isRemote(url) && URL.canParse(url) ? new URL(url).pathname : url);

/**
 * The local path of a reference that is not remote.
 *
 * @throws ProblemError `UnreadableShard` for a `file:` address that names no path of this machine
 */
export function localPath(url: string): string {
  if (!/^file:/i.test(url)) return path.resolve(url);
  try {
    return fileURLToPath(url);
  } catch {
    throw unreadable(url, { why: 'it names no path of this machine', hint: 'write file:///path' });
  }
}

/** A shard in words, for messages: its address without what may be secret in it, and its rows. */
export function nameOf({ url, fromRow, rows }: ShardReference): string {
  const from = fromRow ?? 0;
  const range = rows !== undefined ? `, rows ${from} to ${from + rows - 1}` : from > 0 ? `, from row ${from}` : '';
  return `${shownUrl(url)}${range}`;
}

/** An address without user, password, query and fragment: signatures live there. A path as it is. */
export function shownUrl(url: string): string {
  if (!isRemote(url)) return url;
  if (!URL.canParse(url)) return url.replace(/\/\/.*@/, '//').replace(/[?#].*$/, '');
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}

/** Thrown inside of a job; it becomes the problem `UnreadableShard` of the run. */
export const unreadable = (where: string, parts: Omit<ProblemParts, 'what' | 'where'>): ProblemError =>
  new ProblemError(problem('UnreadableShard', { what: 'The shard cannot be read', where, ...parts }));
