import { problem, ProblemError } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';
import type * as TE from 'fp-ts/lib/TaskEither.js';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { DistributedProblem } from '../executor/executor';
import type { FetchSettings } from './fetch-range';
import { isManifest, readManifest } from './manifest';
import { fileProblem } from './read-bytes';
import { isRemote, localPath, pathOf, shownUrl, unreadable, type ShardReference, type ShardType } from './reference';
import { splitFile } from './split-file';

/** How a source becomes shards. */
export interface ShardsOptions {
  /**
   * How many shards to make, at most; 1. A file that cannot be read from the middle is one shard: gzip, and a CSV file behind an
   * address or with quotes in it.
   */
  readonly count?: number;
  /** What the files hold; told by their names without it: `.csv`, `.tsv`, `.txt`, `.f32`, `.float32`, `.f64`, `.float64`, `.gz` on top. */
  readonly type?: ShardType;
  /** Numbers a row; needed for floats. */
  readonly columns?: number;
  /** How addresses are asked. */
  readonly fetch?: FetchSettings;
}

/**
 * The shards of a source: a file or an address, split by rows; a folder, whose files are taken in the order of their names; or a
 * manifest, a `.json` file with `{ "shards": [reference, …] }` whose relative paths start at its own place.
 *
 * @returns references with absolute paths; `UnreadableShard`, or `InvalidOption` where the type or the columns cannot be known
 */
export function shardsOf(
  source: string,
  options: ShardsOptions = {},
): TE.TaskEither<DistributedProblem, readonly ShardReference[]> {
  return async () => {
    try {
      return E.right(await find(source, options));
    } catch (error) {
      const found = fileProblem(error, shownUrl(source));
      if (found instanceof ProblemError) return E.left(found.problem as DistributedProblem);
      throw found;
    }
  };
}

async function find(source: string, options: ShardsOptions): Promise<readonly ShardReference[]> {
  const { count = 1, columns } = options;
  if (!(Number.isSafeInteger(count) && count >= 1))
    throw invalid(`count is ${count}`, 'give a whole number of at least 1');
  if (columns !== undefined && !(Number.isSafeInteger(columns) && columns >= 1))
    throw invalid(`columns is ${columns}`, 'give a whole number of at least 1');
  if (isRemote(source) && !URL.canParse(source))
    throw unreadable(shownUrl(source), { why: 'it is no address', hint: 'write http://host/path' });
  if (isManifest(source)) return readManifest(source, options);
  if (isRemote(source)) return splitFile(source, typeOf(source, options), count, options);
  const place = localPath(source);
  if (!(await stat(place)).isDirectory()) return splitFile(place, typeOf(place, options), count, options);
  const names = (await readdir(place)).filter((name) => typeByName(name) !== undefined).sort();
  if (names.length === 0)
    throw unreadable(source, {
      why: 'the folder holds no file that looks like a shard',
      hint: 'name files .csv, .f32 or .f64, with .gz on top where they are compressed',
    });
  const each = Math.ceil(count / names.length);
  const shards: ShardReference[] = [];
  for (const name of names) {
    const file = path.join(place, name);
    shards.push(...(await splitFile(file, typeOf(file, options), each, options)));
  }
  return shards;
}

const types: readonly (readonly [RegExp, ShardType])[] = [
  [/\.(csv|tsv|txt)(\.gz)?$/i, 'csv'],
  [/\.(f32|float32)(\.gz)?$/i, 'float32'],
  [/\.(f64|float64)(\.gz)?$/i, 'float64'],
];

const typeByName = (name: string): ShardType | undefined => types.find(([pattern]) => pattern.test(name))?.[1];

function typeOf(url: string, { type, columns }: ShardsOptions): ShardType {
  const found = type ?? typeByName(pathOf(url));
  if (found === undefined)
    throw invalid(
      `the type of ${shownUrl(url)} cannot be told from its name`,
      "say type 'csv', 'float32' or 'float64'",
    );
  if (found !== 'csv' && columns === undefined)
    throw invalid(
      `${shownUrl(url)} holds ${found} numbers and columns is not given`,
      'say how many numbers make a row',
    );
  return found;
}

const invalid = (what: string, hint: string): ProblemError =>
  new ProblemError(problem('InvalidOption', { what, hint }));
