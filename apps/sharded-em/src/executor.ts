import path from 'node:path';
import { localExecutor, redisExecutor, type Executor } from '@bcl/distributed';
import { problem, ProblemError, runOrThrow } from '@bcl/errors';

/** Where jobs are done, as the command line says. */
export interface ExecutorOptions {
  readonly threads: number | undefined;
  readonly redis: string | undefined;
  readonly queue: string | undefined;
}

/**
 * Threads of this process, or the workers of a queue.
 *
 * @param run - the run folder: its name is the run's name in the queue, so that a coordinator that is started again finds its results
 * @throws ProblemError for options that do not go together, or a Redis that is not there
 */
export async function executorFrom(
  { threads, redis, queue }: ExecutorOptions,
  run: string,
  notice: (line: string) => void,
): Promise<Executor> {
  if (redis === undefined) {
    if (queue !== undefined) throw bad('--queue names a queue, but there is no --redis', 'give --redis URL');
    return localExecutor(threads === undefined ? {} : { threads });
  }
  if (threads !== undefined)
    throw bad('--threads and --redis exclude each other', 'say how much a worker does with its own --concurrency');
  const name = path.basename(run);
  return runOrThrow(redisExecutor({ url: redis, run: name, notice, ...(queue === undefined ? {} : { queue }) }));
}

/** A mistake on the command line. */
export const bad = (what: string, hint: string): ProblemError => new ProblemError(problem('BadOption', { what, hint }));
