import { problem, ProblemError } from '@bcl/errors';
import { availableParallelism } from 'node:os';
import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { Executor, Job, RunHooks, Task } from '../executor/executor';
import { runJobs } from '../executor/run-jobs';
import { shareArrays } from './share-arrays';
import type { Order, Reply } from './thread';
import { workerFile } from './worker-file';

/** Settings of {@link localExecutor}. */
export interface LocalExecutorOptions {
  /** Jobs done at a time, 1 to 1024; as many as the machine does in parallel without it. */
  readonly threads?: number;
  /** Modules with tasks of your own: absolute paths or `file:` addresses, each with an export `tasks` that is a list of them. */
  readonly modules?: readonly string[];
}

/** How often a job is begun whose thread ends under it, before the fault is taken to be the job's. */
const ATTEMPTS = 3;

/**
 * Does jobs on threads of this process. Threads start with the first job and wait for more until `close`.
 *
 * A thread that ends under its job, out of memory for example, is replaced and the job begun again, three times at most.
 *
 * @throws RangeError when threads is not a whole number from 1 to 1024
 */
export function localExecutor({ threads = availableParallelism(), modules = [] }: LocalExecutorOptions = {}): Executor {
  if (!(Number.isInteger(threads) && threads >= 1 && threads <= 1024))
    throw new RangeError(`threads must be a whole number from 1 to 1024, not ${threads}`);
  let pool: Piscina<Order, Reply> | undefined;
  const started = (): Piscina<Order, Reply> => {
    if (pool !== undefined) return pool;
    pool = new Piscina({
      filename: workerFile(),
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: Infinity,
      // A thread that sleeps in Atomics.wait could not keep a connection to a shard's server.
      atomics: 'disabled',
    });
    // What a job came to reaches its own promise. Here arrives the answer of a thread that was just being ended, which nobody wants.
    pool.on('error', () => undefined);
    return pool;
  };

  const attempt = async <I, O>(
    task: Task<I, O>,
    job: Job<I>,
    hooks: RunHooks<I, O>,
    signal: AbortSignal,
  ): Promise<Reply> => {
    const { port1, port2 } = new MessageChannel();
    port1.on('message', ({ fraction, note }: { fraction: number; note?: string }) =>
      hooks.onProgress?.(job, fraction, note),
    );
    const order = { task: task.name, input: job.input, shared: hooks.shared, modules, port: port2 };
    try {
      return await started().run(order, { signal, transferList: [port2] });
    } finally {
      port1.close();
    }
  };

  const perform = async <I, O>(
    task: Task<I, O>,
    job: Job<I>,
    hooks: RunHooks<I, O>,
    signal: AbortSignal,
  ): Promise<O> => {
    for (let count = 1; ; count++) {
      const reply = await attempt(task, job, hooks, signal).catch((error: unknown) => {
        signal.throwIfAborted();
        if (count >= ATTEMPTS) throw threadEnded(error);
        return undefined;
      });
      if (reply === undefined) continue;
      if ('output' in reply) return reply.output as O;
      const { tag, message } = reply.failure;
      throw new ProblemError({ _tag: tag, message });
    }
  };

  return {
    name: `local, ${threads} thread${threads === 1 ? '' : 's'}`,
    run:
      <I, O>(task: Task<I, O>, jobs: readonly Job<I>[], hooks: RunHooks<I, O> = {}) =>
      () => {
        const once = { ...hooks, shared: shareArrays(hooks.shared) };
        return runJobs(task.name, jobs, hooks, (job, signal) => perform(task, job, once, signal));
      },
    close: async () => {
      await pool?.destroy();
      pool = undefined;
    },
  };
}

const threadEnded = (error: unknown): ProblemError =>
  new ProblemError(
    problem('JobFailed', {
      what: `its thread ended ${ATTEMPTS} times`,
      why: error instanceof Error ? error.message : String(error),
      hint: 'it may need more memory than there is',
    }),
  );
