/** An executor that does the jobs of a test in its own thread. */
import type { Executor, Task } from '../executor/executor';
import { runJobs } from '../executor/run-jobs';

export const inThread: Executor = {
  name: 'this thread',
  run: (task, jobs, hooks = {}) => {
    return () =>
      runJobs(task.name, jobs, hooks, (job, signal) =>
        task.run(job.input, {
          signal,
          shared: hooks.shared,
          progress: (fraction, note) => hooks.onProgress?.(job, fraction, note),
        }),
      );
  },
  close: () => Promise.resolve(),
};

/** Finds a task among some. */
export const among =
  (...tasks: readonly Task[]) =>
  (name: string): Promise<Task> => {
    const found = tasks.find((task) => task.name === name);
    return found ? Promise.resolve(found) : Promise.reject(new Error(`no task is called ${name}`));
  };
