/**
 * The queue's side of the package, loaded when it is asked for: whoever uses threads alone does not wait for BullMQ.
 */
import type * as TE from 'fp-ts/lib/TaskEither.js';
import type { DistributedProblem, Executor } from '../executor/executor';
import type { RunningWorker, WorkerOptions } from '../worker/worker';
import type { RedisExecutorOptions } from './options';

/**
 * Does jobs on the workers (`bcl-worker`) that share a queue in a Redis or Valkey: on any number of machines, which may come and go.
 * A job whose worker died is given to another one, and counts once however often it was delivered.
 *
 * @returns `InvalidOption` for options that make no sense, `Unavailable` when Redis is not there, lets nobody in or is too old
 * @example
 * ```ts no-run
 * import { redisExecutor, runOrThrow } from '@bcl/distributed';
 *
 * const executor = await runOrThrow(redisExecutor({ url: 'redis://localhost:6379', notice: (line) => console.error(line) }));
 * executor.name; // 'redis://localhost:6379, queue jobs'
 * await executor.close();
 * ```
 */
export function redisExecutor(options: RedisExecutorOptions): TE.TaskEither<DistributedProblem, Executor> {
  return async () => (await import('./redis-executor')).redisExecutor(options)();
}

/**
 * Starts a worker: it does the jobs that {@link redisExecutor} puts into a queue, until it is closed. It waits for Redis while that
 * is gone.
 *
 * @returns `InvalidOption` or `Unavailable`, as `redisExecutor`
 */
export function startWorker(options: WorkerOptions): TE.TaskEither<DistributedProblem, RunningWorker> {
  return async () => (await import('../worker/worker')).startWorker(options)();
}
