import { problem } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';
import type * as TE from 'fp-ts/lib/TaskEither.js';
import type { DistributedProblem, Executor, Job, RunHooks, Task } from '../executor/executor';
import { connect, type Connection } from './connection';
import type { RedisExecutorOptions } from './options';
import { forgetJobs, forgetRun, sweepQueue } from './remove';
import { QueueRun } from './run';

/**
 * Does jobs on the workers (`bcl-worker`) that share a queue in a Redis or Valkey: on any number of machines, which may come and go.
 *
 * A job whose worker died is given to another one. A job that fails is tried again, later each time. While Redis is gone
 * everybody waits for it, up to `patienceSeconds`. A job counts once, however often it was delivered. Results stay until the next
 * run of this executor begins, or it is closed; so a coordinator that died can be started again under the same name of `run` and finds
 * them. Closing removes everything from Redis.
 *
 * @returns `InvalidOption` for options that make no sense, `Unavailable` when Redis is not there, lets nobody in, is too old (below
 * 5.0), a replica or a cluster. A run ends with what a job ended with, with `Unavailable` or with `Cancelled`.
 *
 * @example
 * ```ts no-run
 * import { runOrThrow } from '@bcl/errors';
 * import { redisExecutor } from '@bcl/distributed';
 *
 * const executor = await runOrThrow(redisExecutor({ url: 'redis://localhost:6379', notice: (line) => console.error(line) }));
 * executor.name; // 'redis://localhost:6379, queue jobs'
 * await executor.close();
 * ```
 */
export function redisExecutor(options: RedisExecutorOptions): TE.TaskEither<DistributedProblem, Executor> {
  return async () => {
    const connection = await connect(options);
    return E.isLeft(connection) ? connection : E.right(executorOn(connection.right));
  };
}

type Finished = Pick<QueueRun<unknown, unknown>, 'ids' | 'sharedKeys'>;

function executorOn(connection: Connection): Executor {
  const active = new Set<{ cancel(): void; readonly outcome: Promise<unknown> }>();
  const finished: Finished[] = [];
  const forgetFinished = async () => {
    for (let run = finished[0]; run !== undefined; run = finished[0]) {
      await forgetJobs(connection, run.ids, run.sharedKeys);
      if (finished[0] === run) finished.shift();
    }
  };
  let closing: Promise<void> | undefined;

  return {
    name: `${connection.address.label}, queue ${connection.settings.queue}`,

    run<I, O>(task: Task<I, O>, jobs: readonly Job<I>[], hooks: RunHooks<I, O> = {}) {
      return async () => {
        if (closing) throw new Error('this executor was closed');
        const seen = new Set<string>();
        const twice = jobs.find(({ id }) => seen.size === seen.add(id).size);
        if (twice !== undefined)
          return E.left(
            problem('InvalidOption', {
              what: `two jobs have the id ${twice.id}`,
              hint: 'give every job an id of its own',
            }),
          );
        const run = new QueueRun(connection, task, jobs, hooks);
        active.add(run);
        // Whoever asks for more has put the last results where they belong.
        run.start(forgetFinished);
        try {
          return await run.outcome;
        } finally {
          active.delete(run);
          finished.push(run);
        }
      };
    },

    close: () => (closing ??= close()),
  };

  async function close(): Promise<void> {
    const ends = [...active].map((run) => {
      run.cancel();
      return run.outcome.catch(() => undefined);
    });
    await Promise.all(ends);
    // A Redis that is gone keeps nobody: what is left there expires.
    if (connection.redis.status === 'ready') {
      const cleaned = forgetRun(connection).then(() => sweepQueue(connection));
      await Promise.race([cleaned.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, 5000).unref())]);
    }
    await connection.disconnect();
  }
}
