import { readCsv } from '@bcl/datasets';
import * as E from 'fp-ts/lib/Either.js';
import { stat } from 'node:fs/promises';
import { contentLength, type FetchSettings } from './fetch-range';
import { linePieces } from './line-pieces';
import { readBytes } from './read-bytes';
import {
  bytesPerNumber,
  isCompressed,
  isRemote,
  shownUrl,
  unreadable,
  type ShardReference,
  type ShardType,
} from './reference';

/** The shards of one file: at most `count`, of about equally many rows each. */
export async function splitFile(
  url: string,
  type: ShardType,
  count: number,
  { columns, fetch = {} }: { readonly columns?: number; readonly fetch?: FetchSettings },
): Promise<readonly ShardReference[]> {
  const whole: ShardReference = { url, type, ...(columns === undefined ? {} : { columns }) };
  if (isCompressed(url)) return [whole];
  if (type === 'csv') return isRemote(url) || count === 1 ? [whole] : splitLines(whole, count, fetch);
  const stride = (columns ?? 1) * bytesPerNumber[type];
  const bytes = isRemote(url) ? await contentLength(url, shownUrl(url), fetch) : (await stat(url)).size;
  // A server that does not say how long the file is gives it in one piece.
  if (bytes === undefined) return [whole];
  if (bytes === 0 || bytes % stride !== 0)
    throw unreadable(shownUrl(url), {
      why: `its ${bytes} bytes are no whole number of rows of ${columns} ${type} numbers`,
      hint: 'check columns and type; the file may have been cut short',
    });
  const total = bytes / stride;
  const pieces = Math.min(count, total);
  const cuts = Array.from({ length: pieces + 1 }, (_, i) => Math.round((i * total) / pieces));
  return cuts.slice(1).map((to, i) => ({ ...whole, fromRow: cuts[i], rows: to - cuts[i] }));
}

/** Text of the first lines: enough to tell a header. */
const HEAD = 1 << 20;

async function splitLines(
  whole: ShardReference,
  count: number,
  fetch: FetchSettings,
): Promise<readonly ShardReference[]> {
  const { url } = whole;
  const head = Buffer.from(await readBytes(url, shownUrl(url), { from: 0, to: HEAD }, fetch));
  const lines = head.length < HEAD ? head : head.subarray(0, head.lastIndexOf('\n') + 1);
  const read = readCsv(lines, { name: shownUrl(url) });
  if (E.isLeft(read)) throw unreadable(shownUrl(url), { why: read.left.message });
  const { features, featureNames } = read.right;
  const named = featureNames.some((name, column) => name !== `column ${column}`);
  const pieces = await linePieces(url, named ? 1 : 0, count);
  // Within quotes a line may end in the middle of a row: such a file is read from its beginning.
  if (pieces === undefined) return [whole];
  let fromRow = 0;
  return pieces.map(({ from, to, lines: rows }) => {
    const shard = { ...whole, columns: features.columns, fromRow, bytes: [from, to] as const };
    fromRow += rows;
    return shard;
  });
}
