import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import type { Redis } from 'ioredis';

/** The first byte of a stored value says how to read it. */
const PLAIN = 0;
const DEFLATED = 1;
const PARTS = 2;

/** From this length on a text is deflated: base64 of random bytes shrinks by a quarter, decimal digits by half. */
const DEFLATE_FROM = 1024;

const compress = promisify(deflate) as (data: string, options: { level: number }) => Promise<Buffer>;
const expand = promisify(inflate) as (data: Buffer) => Promise<Buffer>;

/**
 * Sets KEYS[2] while KEYS[1] exists: nobody wants the result of a job that was taken back, and nobody would remove it. Of several
 * results of a job the first stays.
 */
const SET_WHILE = `if redis.call('exists', KEYS[1]) == 0 then return 'unwanted' end
if redis.call('set', KEYS[2], ARGV[1], 'EX', ARGV[2], 'NX') then return 'set' end return 'there already'`;

/** Seconds that parts outlive what names them. */
const PARTS_LONGER = 60;

/** Where a value is put, and for how long. */
export interface Placement {
  readonly key: string;
  /** Seconds until Redis drops it by itself. */
  readonly expiry: number;
  /** Put it only while this key exists. */
  readonly whileExists?: string;
  /** Longer values are cut into parts of this many bytes, so that none keeps Redis busy for long. Default 4 MiB. */
  readonly partBytes?: number;
}

/**
 * Puts a text under a key, deflated when long and in parts when large. The key itself is written last: whoever finds it finds all.
 * Parts are named by their content, so that two who put different texts under one key at a time do not mix them.
 *
 * @returns how many bytes were written; with `whileExists`, undefined when that key is gone, and 0 when there was a text already
 */
export async function putText(
  redis: Redis,
  text: string,
  { key, expiry, whileExists, partBytes = 4 * 2 ** 20 }: Placement,
): Promise<number | undefined> {
  const body = text.length < DEFLATE_FROM ? Buffer.from(text) : await compress(text, { level: 1 });
  const whole = Buffer.concat([Buffer.of(text.length < DEFLATE_FROM ? PLAIN : DEFLATED), body]);
  let head = whole;
  if (whole.length > partBytes) {
    const count = Math.ceil(whole.length / partBytes);
    head = Buffer.concat([Buffer.of(PARTS), Buffer.from(`${count}:${hashOf(whole)}`)]);
    for (const [i, part] of partsOf(key, head).entries())
      await redis.set(part, whole.subarray(i * partBytes, (i + 1) * partBytes), 'EX', expiry + PARTS_LONGER);
  }
  if (whileExists === undefined) {
    await redis.set(key, head, 'EX', expiry);
    return whole.length;
  }
  const ended = await redis.eval(SET_WHILE, 2, whileExists, key, head, expiry);
  if (ended === 'set') return whole.length;
  const own = partsOf(key, head);
  const kept = ended === 'unwanted' ? null : await redis.getBuffer(key);
  if (own.length > 0 && !kept?.equals(head)) await redis.unlink(...own);
  return ended === 'unwanted' ? undefined : 0;
}

const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex').slice(0, 16);

/** The text under a key; undefined when there is none, or a part of it is gone. */
export async function getText(redis: Redis, key: string): Promise<string | undefined> {
  let whole = await redis.getBuffer(key);
  if (whole === null) return undefined;
  if (whole[0] === PARTS) {
    const parts: Buffer[] = [];
    for (const part of partsOf(key, whole)) {
      const bytes = await redis.getBuffer(part);
      if (bytes === null) return undefined;
      parts.push(bytes);
    }
    whole = Buffer.concat(parts);
  }
  const body = whole.subarray(1);
  return (whole[0] === DEFLATED ? await expand(body) : body).toString();
}

/** Removes texts with all their parts; keys that are not there do no harm. */
export async function removeTexts(redis: Redis, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  const heads = redis.pipeline();
  for (const key of keys) heads.getrangeBuffer(key, 0, 40);
  const found = ((await heads.exec()) ?? []).map(([, bytes]) => bytes as Buffer | null);
  await redis.unlink(...keys.flatMap((key, i) => [key, ...partsOf(key, found[i])]));
}

/** The keys of the parts that a stored value names; none where it is whole. */
function partsOf(key: string, head: Buffer | null | undefined): string[] {
  if (head?.[0] !== PARTS) return [];
  const [count, hash] = head.subarray(1).toString().split(':');
  return Array.from({ length: Number(count) }, (_, i) => `${key}:${hash}:${i}`);
}
