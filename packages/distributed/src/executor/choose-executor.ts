import { problem } from '@bcl/errors';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { localExecutor } from '../local/local-executor';
import { redisExecutor } from '../redis/on-demand';
import type { DistributedProblem, Executor } from './executor';

/** Where jobs are to be done: on threads of this process, or, with `redis`, by the workers of a queue. */
export interface ExecutorChoice {
  /** Jobs at a time on this machine, without `redis`; as many as it has cores. */
  readonly threads?: number | undefined;
  /** The address of Redis or Valkey, as `redisExecutor` takes it. */
  readonly redis?: string | undefined;
  /** The queue that the workers listen to, with `redis` alone; `jobs`. */
  readonly queue?: string | undefined;
  /** Names the run to the queue: a coordinator that is started again under it finds its jobs and results. */
  readonly run?: string | undefined;
  /** Told what a person who waits for the workers wants to know. */
  readonly notice?: ((line: string) => void) | undefined;
}

/**
 * The executor for what a command line says: `--threads N`, or `--redis URL` with `--queue NAME`.
 *
 * @returns `InvalidOption` for options that do not go together, `Unavailable` for a Redis that cannot be used
 * @example
 * ```ts
 * import { chooseExecutor, runOrThrow } from '@bcl/distributed';
 *
 * const executor = await runOrThrow(chooseExecutor({ threads: 2 }));
 * executor.name; // => 'local, 2 threads'
 * await executor.close();
 * ```
 */
export function chooseExecutor({
  threads,
  redis,
  queue,
  run,
  notice,
}: ExecutorChoice): TE.TaskEither<DistributedProblem, Executor> {
  const refuse = (what: string, hint: string) => TE.left(problem('InvalidOption', { what, hint }));
  if (redis === undefined)
    return queue === undefined
      ? TE.fromIO(() => localExecutor(threads === undefined ? {} : { threads }))
      : refuse('a queue is named, but no Redis', 'say where it is with --redis URL');
  if (threads !== undefined)
    return refuse('threads and Redis exclude each other', 'say how much a worker does with its own --concurrency');
  return redisExecutor({
    url: redis,
    ...(queue === undefined ? {} : { queue }),
    ...(run === undefined ? {} : { run }),
    ...(notice === undefined ? {} : { notice }),
  });
}
