import type { ProblemError } from '@bcl/errors';
import { setTimeout as wait } from 'node:timers/promises';
import { MAX_SHARD_BYTES, tooLarge, type ByteRange } from './byte-range';
import { shownUrl, unreadable } from './reference';

/** How addresses are fetched. */
export interface FetchSettings {
  /** How often a request is made before it is given up; 5. Server errors, time-outs and broken connections are tried again. */
  readonly attempts?: number;
  /** Milliseconds before the second attempt, doubled for each one after it; 250. */
  readonly delay?: number;
  /** Milliseconds that one attempt may take, the transfer included; 120 000. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

/** Says that the next attempt may succeed. */
class Passing extends Error {}

/**
 * The bytes of an address, of a range by HTTP Range; a server that knows no ranges sends all and is cut here. Redirects are followed.
 *
 * @throws ProblemError `UnreadableShard` with the last reason, when all attempts are used up or the answer is final
 */
export function fetchRange(
  url: string,
  name: string,
  range: ByteRange | undefined,
  settings: FetchSettings,
): Promise<Uint8Array> {
  return attempts(url, name, range, settings, async (response) => {
    if (response.status === 416) return new Uint8Array(0);
    // A server that knows no ranges sends everything from the beginning.
    if (range === undefined || response.status === 200) {
      const bytes = await bodyOf(response, name, range?.to);
      return range === undefined ? bytes : bytes.subarray(range.from, range.to);
    }
    const start = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1];
    if (Number(start) !== range.from)
      throw unreadable(name, { why: `the server sent bytes from ${start} where ${range.from} was asked for` });
    return bodyOf(response, name, range.to === undefined ? undefined : range.to - range.from);
  });
}

/** At most `most` bytes of what a server sends; what comes after them is not waited for. */
async function bodyOf(response: Response, name: string, most = Infinity): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // A server need not say how much it will send, and may send for ever.
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= most) break;
    if (length > MAX_SHARD_BYTES) throw tooLarge(name, length);
  }
  return Buffer.concat(chunks).subarray(0, most);
}

/**
 * How long what is at an address is, in bytes; undefined where the server does not say. By GET of one byte, because an address may be
 * signed for GET alone.
 */
export function contentLength(url: string, name: string, settings: FetchSettings): Promise<number | undefined> {
  return attempts(url, name, { from: 0, to: 1 }, settings, async (response) => {
    await response.body?.cancel();
    const [all, range] = [response.headers.get('content-length'), response.headers.get('content-range')];
    const said = response.status === 200 ? all : /\/(\d+)$/.exec(range ?? '')?.[1];
    return typeof said === 'string' && /^\d+$/.test(said) ? Number(said) : undefined;
  });
}

async function attempts<A>(
  url: string,
  name: string,
  range: ByteRange | undefined,
  { attempts: most = 5, delay = 250, timeout = 120_000, signal }: FetchSettings,
  read: (response: Response) => Promise<A>,
): Promise<A> {
  for (let attempt = 1; ; attempt++) {
    try {
      const limits = [AbortSignal.timeout(timeout), ...(signal === undefined ? [] : [signal])];
      return await request(url, name, range, AbortSignal.any(limits), read);
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof Passing)) throw error;
      if (attempt >= most)
        throw unreadable(name, {
          why: most === 1 ? error.message : `${error.message}, ${most} times`,
          hint: 'check the address from the worker’s machine',
        });
      await wait(delay * 2 ** (attempt - 1), undefined, signal === undefined ? {} : { signal });
    }
  }
}

async function request<A>(
  url: string,
  name: string,
  range: ByteRange | undefined,
  signal: AbortSignal,
  read: (response: Response) => Promise<A>,
): Promise<A> {
  const { address, headers } = requestOf(url, range);
  try {
    const response = await fetch(address, { headers, signal });
    if ([200, 206, 416].includes(response.status)) return await read(response);
    await response.body?.cancel();
    throw statusProblem(name, response.status);
  } catch (error) {
    throw isConnection(error) ? new Passing(reasonOf(error)) : error;
  }
}

/** What `fetch` takes: it refuses a user and a password within an address. */
function requestOf(url: string, range: ByteRange | undefined): { address: string; headers: Record<string, string> } {
  const parsed = new URL(url);
  // No number of attempts mends an address.
  const decoded = (part: string): string => {
    try {
      return decodeURIComponent(part);
    } catch {
      throw unreadable(shownUrl(url), { why: 'a % in its user or password does not begin two hexadecimal digits' });
    }
  };
  const headers: Record<string, string> = { 'accept-encoding': 'identity' };
  // A range's last byte counts, ours does not.
  if (range !== undefined) headers.range = `bytes=${range.from}-${range.to === undefined ? '' : range.to - 1}`;
  if (parsed.username !== '') {
    const user = `${decoded(parsed.username)}:${decoded(parsed.password)}`;
    headers.authorization = `Basic ${Buffer.from(user).toString('base64')}`;
    parsed.username = '';
    parsed.password = '';
  }
  return { address: parsed.href, headers };
}

function statusProblem(name: string, status: number): Passing | ProblemError {
  if (status >= 500 || status === 429 || status === 408)
    return new Passing(`the server answered with status ${status}`);
  const hint =
    status === 401 || status === 403
      ? 'sign the address, or put user:password@ into it'
      : 'check the address from the worker’s machine';
  return unreadable(name, { why: `the server answered with status ${status}`, hint });
}

/** fetch says what happened by a TypeError with a cause, a time-out by its name. */
const isConnection = (error: unknown): boolean =>
  ['TypeError', 'TimeoutError', 'AbortError'].includes(part(error, 'name'));

function reasonOf(error: unknown): string {
  if (part(error, 'name') === 'TimeoutError') return 'the server took too long';
  const cause: unknown = typeof error === 'object' && error !== null && 'cause' in error ? error.cause : undefined;
  return `the connection failed (${part(cause, 'code') || part(cause, 'message') || part(error, 'message')})`;
}

/** A text of an object that need not have it. */
const part = (value: unknown, name: string): string =>
  typeof value === 'object' && value !== null && name in value ? String((value as Record<string, unknown>)[name]) : '';
