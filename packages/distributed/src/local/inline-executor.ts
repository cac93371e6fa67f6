import { decode, encode } from '../executor/encoding';
import type { Executor, Job, RunHooks, Task } from '../executor/executor';
import { runJobs } from '../executor/run-jobs';

/**
 * Does jobs one after the other where it is called: for tests, and where a thread or a queue would cost more than it gives. Inputs and
 * outputs are encoded as if they travelled.
 *
 * @example
 * ```ts
 * import { inlineExecutor, runOrThrow } from '@bcl/distributed';
 *
 * const double = { name: 'double', run: (input: number) => Promise.resolve(2 * input) };
 * await runOrThrow(inlineExecutor().run(double, [{ id: 'a', input: 1 }, { id: 'b', input: 2 }])); // => [2, 4]
 * ```
 */
export function inlineExecutor(): Executor {
  return {
    name: 'this thread',
    run:
      <I, O>(task: Task<I, O>, jobs: readonly Job<I>[], hooks: RunHooks<I, O> = {}) =>
      () => {
        const shared = decode(encode(hooks.shared ?? null)) ?? undefined;
        let before: Promise<unknown> = Promise.resolve();
        return runJobs(task.name, jobs, hooks, (job, signal) => {
          const next = before.then(async () => {
            signal.throwIfAborted();
            const progress = (fraction: number, note?: string): void => hooks.onProgress?.(job, fraction, note);
            const output = await task.run(decode(encode(job.input)) as I, { signal, shared, progress });
            return decode(encode(output)) as O;
          });
          before = next.catch(() => undefined);
          return next;
        });
      },
    close: () => Promise.resolve(),
  };
}
