import path from 'node:path';
import type { FetchSettings } from './fetch-range';
import { readBytes } from './read-bytes';
import { isRemote, localPath, pathOf, shownUrl, unreadable, type ShardReference, type ShardType } from './reference';

/** Whether a source is a list of shards. */
export const isManifest = (source: string): boolean => /\.json$/i.test(pathOf(source));

/** The references of a manifest: `{ "shards": […] }`; each one an object, or a text that is its address. */
export async function readManifest(
  source: string,
  {
    type,
    columns,
    fetch = {},
  }: { readonly type?: ShardType; readonly columns?: number; readonly fetch?: FetchSettings },
): Promise<readonly ShardReference[]> {
  const where = shownUrl(source);
  const refuse = (why: string): Error =>
    unreadable(where, {
      why,
      hint: 'write { "shards": [{ "url": "part-0.f32", "type": "float32", "columns": 16 }, …] }',
    });
  const text = Buffer.from(await readBytes(source, where, undefined, fetch)).toString('utf8');
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw refuse('the manifest is no JSON');
  }
  const list: unknown = typeof parsed === 'object' && parsed !== null && 'shards' in parsed ? parsed.shards : undefined;
  if (!Array.isArray(list) || list.length === 0) throw refuse('the manifest has no list of shards');
  return list.map((entry: unknown, index) => {
    const part: unknown = typeof entry === 'string' ? { url: entry } : entry;
    if (typeof part !== 'object' || part === null || !('url' in part) || typeof part.url !== 'string')
      throw refuse(`shard ${index} of the manifest has no url`);
    const shared = { ...(type === undefined ? {} : { type }), ...(columns === undefined ? {} : { columns }) };
    const reference = { ...shared, ...part, url: resolve(part.url, source) } as ShardReference;
    if (!['csv', 'float32', 'float64'].includes(reference.type))
      throw refuse(`shard ${index} of the manifest has no type`);
    return reference;
  });
}

/** An address of a manifest, seen from where the manifest is. */
function resolve(url: string, source: string): string {
  if (isRemote(url) || /^file:/i.test(url)) return url;
  return isRemote(source) ? new URL(url, source).href : path.resolve(path.dirname(localPath(source)), url);
}
