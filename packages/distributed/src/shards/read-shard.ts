import { readCsv } from '@bcl/datasets';
import { isProblem, problem, ProblemError, type Problem } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';
import type * as TE from 'fp-ts/lib/TaskEither.js';
import { gunzipSync } from 'node:zlib';
import type { FetchSettings } from './fetch-range';
import { MAX_SHARD_BYTES, type ByteRange } from './byte-range';
import { readBytes } from './read-bytes';
import { bytesPerNumber, isCompressed, isRemote, nameOf, shownUrl, unreadable, type ShardReference } from './reference';

/** The rows of a shard, row-major; NaN marks a missing cell. */
export interface ShardRows {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/**
 * Reads the rows that a reference names, from a file or an address. Of floats that are not compressed only the shard's own bytes are
 * read; so of a CSV file that `shardsOf` has split.
 *
 * @returns `UnreadableShard`, which names the shard and why
 * @example
 * ```ts
 * import { readShard } from '@bcl/distributed';
 *
 * const outcome = await readShard({ url: 'no/such/file.f32', type: 'float32', columns: 4 })();
 * outcome._tag === 'Left' && outcome.left._tag; // => 'UnreadableShard'
 * ```
 */
export function readShard(
  reference: ShardReference,
  settings: FetchSettings = {},
): TE.TaskEither<Problem<'UnreadableShard'>, ShardRows> {
  return async () => {
    try {
      return E.right(await rowsOf(reference, settings));
    } catch (error) {
      const found: unknown = error instanceof ProblemError ? error.problem : undefined;
      if (isProblem(found) && found._tag === 'UnreadableShard')
        return E.left({ _tag: found._tag, message: found.message });
      throw error;
    }
  };
}

/** The same for use inside of a job: rejects with a `ProblemError`. */
export async function rowsOf(reference: ShardReference, settings: FetchSettings): Promise<ShardRows> {
  checkReference(reference);
  return reference.type === 'csv' ? csvRows(reference, settings) : floatRows(reference, reference.type, settings);
}

async function csvRows(reference: ShardReference, settings: FetchSettings): Promise<ShardRows> {
  const name = nameOf(reference);
  const { url, columns, bytes, fromRow = 0, rows } = reference;
  const range = bytes === undefined ? undefined : { from: bytes[0], to: bytes[1] };
  const content = await readBytes(url, name, range, settings);
  if (range !== undefined && content.length < range.to - range.from) throw endsEarly(name, content.length, 'bytes');
  const read = readCsv(content, { name: shownUrl(url), ...(range === undefined ? {} : { header: false }) });
  if (E.isLeft(read)) throw unreadable(name, { why: read.left.message });
  const { features } = read.right;
  if (columns !== undefined && features.columns !== columns)
    throw unreadable(name, { why: `it has ${features.columns} columns where ${columns} are expected` });
  return range === undefined ? cut(features, fromRow, rows, name) : cut(features, 0, rows, name);
}

async function floatRows(
  reference: ShardReference,
  type: 'float32' | 'float64',
  settings: FetchSettings,
): Promise<ShardRows> {
  const name = nameOf(reference);
  const { url, columns = 0, fromRow = 0, rows } = reference;
  const stride = columns * bytesPerNumber[type];
  const to = rows === undefined ? undefined : (fromRow + rows) * stride;
  const range: ByteRange | undefined = isCompressed(url) ? undefined : { from: fromRow * stride, to };
  const asked = range === undefined || (range.from === 0 && to === undefined && isRemote(url)) ? undefined : range;
  const found = await readBytes(url, name, asked, settings);
  const all = asked === undefined ? gunzip(found, name) : found;
  const content = asked === undefined ? all.subarray(fromRow * stride, to) : all;
  if (content.length % stride !== 0)
    throw unreadable(name, {
      why: `its ${content.length} bytes are no whole number of rows of ${columns} ${type} numbers`,
      hint: 'check columns and type; the file may have been cut short',
    });
  const count = content.length / stride;
  if (count === 0 || (rows !== undefined && count < rows)) throw endsEarly(name, count, 'rows');
  return { rows: count, columns, data: numbersOf(content, type) };
}

/** Rows [from, from + rows) of a table. */
function cut(table: ShardRows, from: number, rows: number | undefined, name: string): ShardRows {
  const to = rows === undefined ? table.rows : from + rows;
  if (to > table.rows || from >= to) throw endsEarly(name, Math.max(table.rows - from, 0), 'rows');
  if (from === 0 && to === table.rows) return table;
  const { columns } = table;
  return { rows: to - from, columns, data: table.data.slice(from * columns, to * columns) };
}

function gunzip(bytes: Uint8Array, name: string): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_SHARD_BYTES });
  } catch (error) {
    throw unreadable(name, {
      why: `it cannot be decompressed (${error instanceof Error ? error.message : 'damaged'})`,
    });
  }
}

/** Little-endian numbers on any machine. */
function numbersOf(bytes: Uint8Array, type: 'float32' | 'float64'): Float64Array {
  const size = bytesPerNumber[type];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const numbers = new Float64Array(bytes.length / size);
  for (let i = 0; i < numbers.length; i++)
    numbers[i] = type === 'float32' ? view.getFloat32(4 * i, true) : view.getFloat64(8 * i, true);
  return numbers;
}

const endsEarly = (name: string, found: number, unit: string): ProblemError =>
  unreadable(name, {
    why: found === 0 ? `there are no ${unit} there` : `it ends after ${found} ${unit}`,
    hint: 'the file may have changed or been cut short since it was split',
  });

function checkReference({ url, type, columns, fromRow, rows }: ShardReference): void {
  const where = typeof url === 'string' && url !== '' ? shownUrl(url) : 'a shard without a url';
  const refuse = (why: string): never => {
    throw new ProblemError(problem('UnreadableShard', { what: 'The reference of a shard is wrong', where, why }));
  };
  if (typeof url !== 'string' || url === '') refuse('it names no url');
  if (isRemote(url) && !URL.canParse(url)) refuse('its url is no address');
  if (!['csv', 'float32', 'float64'].includes(type))
    refuse(`its type is ${JSON.stringify(type)}, not csv, float32 or float64`);
  if (type !== 'csv' && columns === undefined) refuse(`${type} numbers need columns, how many make a row`);
  for (const [name, value, least] of [
    ['columns', columns, 1],
    ['fromRow', fromRow, 0],
    ['rows', rows, 1],
  ] as const)
    if (value !== undefined && !(Number.isSafeInteger(value) && value >= least))
      refuse(`its ${name} is ${JSON.stringify(value)}, not a whole number of at least ${least}`);
}
