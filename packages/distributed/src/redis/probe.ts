import { problem } from '@bcl/errors';
import { isIP } from 'node:net';
import { Redis, type RedisOptions } from 'ioredis';
import * as E from 'fp-ts/lib/Either.js';
import type { DistributedProblem } from '../executor/executor';
import type { Address } from './address';
import { explain } from './explain';

/** The oldest Redis that BullMQ 6 works with. */
export const NEEDED = '5.0.0';

/** What the driver needs to know about an address. */
export const driverOptions = ({ host, port, username, password, database, tls }: Address): RedisOptions => ({
  host,
  port,
  username,
  password,
  db: database,
  // A connection that is closed for good keeps its process for so many ms more, also one that was closed already: the driver's
  // default, two seconds, is time in which a command that was refused does not end.
  disconnectTimeout: 100,
  // Certificates name machines; an address made of digits goes without.
  ...(tls ? { tls: isIP(host) === 0 ? { servername: host } : {} } : {}),
  // Commands wait for Redis to come back; who waits decides how long (patience), not the driver.
  maxRetriesPerRequest: null,
  retryStrategy: (times) => Math.min(100 * 2 ** Math.min(times, 5), 2000),
});

/**
 * Asks a Redis once, before any work, whether jobs can be queued there: it answers, lets the user in, is new enough, takes
 * writes, and is no cluster.
 *
 * @param timeout - milliseconds to wait for an answer
 * @returns what was found, for people: `Redis 7.0.15`
 */
export async function probe(address: Address, timeout = 5000): Promise<E.Either<DistributedProblem, string>> {
  const redis = new Redis({
    ...driverOptions(address),
    lazyConnect: true,
    connectTimeout: timeout,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  // What was wrong comes as an event; the promise says only that the connection is closed.
  let cause: unknown;
  redis.on('error', (error: unknown) => {
    cause ??= error;
  });
  const timer = setTimeout(() => {
    cause ??= Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' });
    redis.disconnect();
  }, timeout);
  try {
    await redis.connect();
    const info = await redis.info();
    if (cause !== undefined) return E.left(explain(cause, address));
    return judge(info, address);
  } catch (error) {
    return E.left(explain(cause ?? error, address));
  } finally {
    clearTimeout(timer);
    redis.disconnect();
  }
}

/** What the answer to INFO says about a server. */
export function judge(info: string, { label }: Pick<Address, 'label'>): E.Either<DistributedProblem, string> {
  const field = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1];
  const valkey = field('valkey_version');
  const version = valkey ?? field('redis_version') ?? '0';
  const found = `${valkey === undefined ? 'Redis' : 'Valkey'} ${version}`;
  const refuse = (what: string, hint: string) => E.left(problem('Unavailable', { what, where: label, hint }));
  if (older(version, NEEDED))
    return refuse(`${found} is too old: BullMQ needs ${NEEDED} or later`, 'update it, or give the address of another');
  if (field('redis_mode') === 'cluster' || field('cluster_enabled') === '1')
    return refuse(
      `${found} is a node of a cluster, and a queue lives on one machine`,
      'give the address of one without cluster mode',
    );
  if (field('role') === 'slave')
    return refuse(
      `${found} is a replica, which takes no writes`,
      `give the address of its primary, ${field('master_host') ?? 'unknown'}`,
    );
  return E.right(found);
}

function older(version: string, than: string): boolean {
  const numbers = (text: string) => text.split('.').map((part) => Number.parseInt(part, 10) || 0);
  const [found, needed] = [numbers(version), numbers(than)];
  const at = needed.findIndex((part, i) => part !== (found[i] ?? 0));
  return at >= 0 && (found[at] ?? 0) < needed[at];
}
