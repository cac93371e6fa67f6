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

/** Sets KEYS[2] while KEYS[1] exists: nobody wants the result of a job that was taken back, and nobody would remove it. */
const SET_WHILE = `if redis.call('exists', KEYS[1]) == 0 then return 0 end
redis.call('set', KEYS[2], ARGV[1], 'EX', ARGV[2]) return 1`;

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
 *
 * @returns how many bytes were written; undefined when `whileExists` is gone
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
    for (let i = 0; i < count; i++)
      await redis.set(`${key}:${i}`, whole.subarray(i * partBytes, (i + 1) * partBytes), 'EX', expiry);
    head = Buffer.concat([Buffer.of(PARTS), Buffer.from(String(count))]);
  }
  if (whileExists === undefined) await redis.set(key, head, 'EX', expiry);
  else if ((await redis.eval(SET_WHILE, 2, whileExists, key, head, expiry)) !== 1) {
    await removeTexts(redis, [key], head);
    return undefined;
  }
  return whole.length;
}

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
export async function removeTexts(redis: Redis, keys: readonly string[], head?: Buffer): Promise<void> {
  if (keys.length === 0) return;
  const heads = redis.pipeline();
  for (const key of keys) heads.getrangeBuffer(key, 0, 20);
  const found = head === undefined ? ((await heads.exec()) ?? []).map(([, bytes]) => bytes as Buffer) : [head];
  const all = keys.flatMap((key, i) => [key, ...(found[i]?.[0] === PARTS ? partsOf(key, found[i]) : [])]);
  await redis.unlink(...all);
}

const partsOf = (key: string, head: Buffer): string[] =>
  Array.from({ length: Number(head.subarray(1).toString()) }, (_, i) => `${key}:${i}`);
