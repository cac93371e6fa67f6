import type { Connection } from './connection';
import { replies } from './steady';
import { removeTexts } from './store';

type Keys = Pick<Connection, 'redis' | 'keys'>;

/** Where BullMQ keeps the ids of jobs. */
const lists = ['wait', 'paused', 'active'];
const sorted = ['delayed', 'prioritized', 'failed', 'completed', 'waiting-children'];

/**
 * Takes jobs out of the queue, also those that a worker is at: it notices when it renews its lock, or when it has nowhere to put its
 * result. BullMQ's own removal refuses the latter.
 */
export async function takeBack({ redis, keys }: Keys, ids: readonly string[]): Promise<void> {
  // In pieces, so that thousands of jobs do not keep Redis from everybody else.
  for (let at = 0; at < ids.length; at += 100) {
    const group = redis.multi();
    for (const id of ids.slice(at, at + 100)) {
      // The job first: from then on no worker puts a result.
      group.del(keys.job(id), `${keys.job(id)}:lock`, `${keys.job(id)}:logs`);
      for (const list of lists) group.lrem(keys.of(list), 0, id);
      for (const set of sorted) group.zrem(keys.of(set), id);
      group.srem(keys.of('stalled'), id);
    }
    await replies(group);
  }
  await forget({ redis, keys }, ids);
}

/** Removes the results of jobs, and other texts. */
async function forget({ redis, keys }: Keys, ids: readonly string[], others: readonly string[] = []): Promise<void> {
  const all = [...ids.map(keys.result), ...others];
  for (let at = 0; at < all.length; at += 500) await removeTexts(redis, all.slice(at, at + 500));
}

/** Removes the results of jobs that ended, and what they shared. */
export async function forgetJobs(
  connection: Pick<Connection, 'redis' | 'keys' | 'settings'>,
  ids: readonly string[],
  shared: readonly string[],
): Promise<void> {
  await forget(connection, ids, shared);
  const members = [...ids, ...shared];
  if (members.length > 0) await connection.redis.srem(connection.keys.run(connection.settings.run), ...members);
}

/** Removes all that a run has in Redis, also what a coordinator left that died. */
export async function forgetRun(connection: Pick<Connection, 'redis' | 'keys' | 'settings'>): Promise<void> {
  const key = connection.keys.run(connection.settings.run);
  const members = await connection.redis.smembers(key);
  const isKey = (member: string) => member.includes(':');
  await takeBack(
    connection,
    members.filter((member) => !isKey(member)),
  );
  await forget(connection, [], members.filter(isKey));
  await connection.redis.del(key);
}

/** Removes what BullMQ keeps for a queue itself, where no job of anybody is left in it. It comes by itself when needed. */
export async function sweepQueue({ redis, keys }: Keys): Promise<void> {
  const group = redis.pipeline();
  for (const list of lists) group.llen(keys.of(list));
  for (const set of sorted) group.zcard(keys.of(set));
  if ((await replies(group)).some((count) => count !== 0)) return;
  const own = ['meta', 'id', 'events', 'marker', 'stalled', 'stalled-check', 'pc', 'limiter'];
  await redis.unlink(...own.map(keys.of));
}
