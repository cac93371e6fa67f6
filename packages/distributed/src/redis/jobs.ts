import type { Connection } from './connection';
import type { Addressed } from './message';
import { replies } from './steady';

type Queues = Pick<Connection, 'redis' | 'keys' | 'settings'>;

/** Does something again while the connection is broken, as `steadily` does. */
export type Again = <A>(action: () => Promise<A>) => Promise<A>;

/** What an earlier coordinator of a run left: jobs whose results are there, and jobs that ended without one. */
export async function leftBehind(
  { redis, keys }: Queues,
  ids: readonly string[],
): Promise<{ readonly done: readonly string[]; readonly failed: readonly string[] }> {
  const group = redis.pipeline();
  for (const id of ids) group.exists(keys.result(id)).hget(keys.job(id), 'finishedOn');
  const found = await replies(group);
  return {
    done: ids.filter((_, i) => found[2 * i] === 1),
    failed: ids.filter((_, i) => found[2 * i] !== 1 && found[2 * i + 1] !== null),
  };
}

/** Puts jobs into the queue, and what they stand on into the list of the run; those that are there already stay as they are. */
export async function putJobs(
  { queue, redis, keys, settings }: Queues & Pick<Connection, 'queue'>,
  jobs: readonly Addressed[],
  sharedKeys: readonly string[],
  again: Again,
): Promise<void> {
  const members = [...jobs.map(({ id }) => id), ...sharedKeys];
  const list = keys.run(settings.run);
  await again(() =>
    replies(
      redis
        .multi()
        .sadd(list, ...members)
        .expire(list, settings.expirySeconds),
    ),
  );
  const options = {
    attempts: settings.attempts,
    backoff: { type: 'exponential', delay: 1000 * settings.backoffSeconds },
    // A result is a key of its own with an expiry; a failure stays until it was seen.
    removeOnComplete: true,
    removeOnFail: { age: settings.expirySeconds },
    stackTraceLimit: 1,
  };
  await again(() =>
    queue.addBulk(
      jobs.map(({ id, task, message }) => ({ name: task, data: message, opts: { jobId: id, ...options } })),
    ),
  );
}

/** Where a job stands. */
export type Standing =
  { readonly is: 'done' | 'under way' | 'vanished' } | { readonly is: 'failed'; readonly reason: string };

/** Where each job stands, in the order of the ids; what the run has in Redis lives on. */
export async function standings(
  { redis, keys, settings }: Queues,
  ids: readonly string[],
  sharedKeys: readonly string[],
): Promise<readonly Standing[]> {
  const group = redis.pipeline();
  for (const key of [keys.run(settings.run), ...sharedKeys]) group.expire(key, settings.expirySeconds);
  // The job before its result: a job that is gone by then has put it.
  for (const id of ids) group.hmget(keys.job(id), 'name', 'finishedOn', 'failedReason').exists(keys.result(id));
  const found = (await replies(group)).slice(1 + sharedKeys.length);
  return ids.map((_, i): Standing => {
    const [name, finishedOn, reason] = found[2 * i] as (string | null)[];
    if (found[2 * i + 1] === 1) return { is: 'done' };
    if (finishedOn !== null) return { is: 'failed', reason: reason ?? 'it did not say why' };
    return { is: name === null ? 'vanished' : 'under way' };
  });
}
