/** What a worker thread of the local executor runs; an entry of the build of its own. */
import type { MessagePort } from 'node:worker_threads';
import type { TaskContext } from '../executor/executor';
import { failureOf, type JobFailure } from '../executor/failure';
import { taskNamed } from '../task/registry';

/** What a thread is told to do. */
export interface Order {
  readonly task: string;
  readonly input: unknown;
  readonly shared: unknown;
  /** Modules of the caller that hold tasks. */
  readonly modules: readonly string[];
  readonly port: MessagePort;
}

/** What comes back. */
export type Reply = { readonly output: unknown } | { readonly failure: JobFailure };

/** Does one job. Failures are values: what is thrown in here ends the thread. */
export default async function work({ task, input, shared, modules, port }: Order): Promise<Reply> {
  const context: TaskContext = {
    // A cancelled job's thread is ended from outside.
    signal: new AbortController().signal,
    shared,
    progress: (fraction, note) => port.postMessage({ fraction, note }),
  };
  try {
    const found = await taskNamed(task, modules);
    return { output: await found.run(input, context) };
  } catch (error) {
    return { failure: failureOf(error) };
  } finally {
    port.close();
  }
}
