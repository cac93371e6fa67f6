import { problem, ProblemError } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';
import type { Redis } from 'ioredis';
import { decode, encode } from '../executor/encoding';
import type { Executor, Job, Task } from '../executor/executor';
import { unpackShared } from '../executor/shared';
import type { keysOf, Message } from '../redis/message';
import { getText, putText } from '../redis/store';

/** What a worker does jobs with. */
export interface Workplace {
  readonly redis: Redis;
  readonly keys: ReturnType<typeof keysOf>;
  readonly executor: Executor;
  readonly taskNamed: (name: string) => Promise<Task>;
  /** Of the tasks here. */
  readonly version: string;
  /** Seconds for which a result that nobody fetches is kept. */
  readonly expiry: number;
  /** What jobs shared last, by its hash: the jobs of a run come one after the other. */
  readonly shared: Map<string, unknown>;
}

/** A job as it came from the queue. */
export interface Delivered {
  readonly id: string;
  readonly task: string;
  readonly message: Message;
  readonly signal: AbortSignal;
  readonly progress: (fraction: number, note?: string) => void;
}

/** How a job ended: with a result of so many bytes; with one that was there already; or nobody wants it any more. */
export type Performed = { readonly bytes: number } | 'there already' | 'taken back';

/**
 * Does a job and puts its result where the coordinator finds it. A job whose result is there is not done again: it was delivered
 * twice, or its worker died between the result and the end of the job.
 *
 * @returns rejects with what the task ended with; `InvalidOption` for another version, or a task that is not known here
 */
export async function perform(
  { redis, keys, executor, taskNamed, version, expiry, shared }: Workplace,
  { id, task: name, message, signal, progress }: Delivered,
): Promise<Performed> {
  if (message.version !== version) throw new ProblemError(otherVersion(message.version, version));
  if ((await redis.exists(keys.result(id))) === 1) return 'there already';
  const task = await taskNamed(name);
  const job: Job = { id: message.job, input: decode(message.input) };
  const ended = await executor.run(task, [job], {
    shared: await sharedOf(message),
    signal,
    onProgress: (_, fraction, note) => progress(fraction, note),
  })();
  if (E.isLeft(ended)) throw new ProblemError(ended.left);
  const [output] = ended.right;
  const text = JSON.stringify(encode(output));
  const bytes = await putText(redis, text, { key: keys.result(id), expiry, whileExists: keys.job(id) });
  if (bytes === undefined) return 'taken back';
  return bytes === 0 ? 'there already' : { bytes };

  async function sharedOf({ shared: reference }: Message): Promise<unknown> {
    if (reference === undefined) return undefined;
    const { key, hash } = reference;
    if (!shared.has(hash)) {
      const packed = await getText(redis, key);
      if (packed === undefined) throw new ProblemError(gone(key));
      const value = unpackShared({ hash, text: packed });
      shared.set(hash, value);
      for (const oldest of shared.keys()) if (shared.size > 4) shared.delete(oldest);
    }
    return shared.get(hash);
  }
}

const otherVersion = (asked: string, here: string) =>
  problem('InvalidOption', {
    what: `the job asks for tasks of version ${asked}, and this worker has version ${here}`,
    hint: 'run the same version of @bcl/distributed everywhere',
  });

const gone = (key: string) =>
  problem('Unavailable', {
    what: 'what the jobs of the run share is no longer in Redis',
    where: key,
    hint: 'does Redis evict keys (maxmemory-policy must be noeviction)?',
  });
