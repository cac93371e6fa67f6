import { problem } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';
import { setMaxListeners } from 'node:events';
import type { DistributedProblem, Job, RunHooks } from './executor';
import { cancelled, failureOf, jobProblem } from './failure';

/**
 * What is the same for executors within one process: outputs in the order of the jobs, `onResult` as they come; the first failure
 * stops the others, and so does the caller's signal.
 *
 * @param perform - does one job; rejects when it fails, and soon after the signal is aborted
 */
export async function runJobs<I, O>(
  task: string,
  jobs: readonly Job<I>[],
  { onResult, signal }: RunHooks<I, O>,
  perform: (job: Job<I>, signal: AbortSignal) => Promise<O>,
): Promise<E.Either<DistributedProblem, readonly O[]>> {
  const twice = repeatedId(jobs);
  if (twice !== undefined) return E.left(twice);
  if (signal?.aborted === true) return E.left(cancelled(task));
  const stop = new AbortController();
  // One listener a job is no leak.
  setMaxListeners(0, stop.signal);
  const forward = (): void => stop.abort();
  signal?.addEventListener('abort', forward, { once: true });
  let failed: DistributedProblem | undefined;
  const outputs: O[] = [];
  const one = async (job: Job<I>, index: number): Promise<void> => {
    let output: O;
    try {
      output = await perform(job, stop.signal);
    } catch (error) {
      if (!stop.signal.aborted) failed = jobProblem(task, job.id, failureOf(error));
      stop.abort();
      return;
    }
    if (stop.signal.aborted) return;
    outputs[index] = output;
    onResult?.(job, output);
  };
  try {
    await Promise.all(jobs.map(one));
  } finally {
    // Also where a hook of the caller threw: nobody waits for the other jobs then.
    stop.abort();
    signal?.removeEventListener('abort', forward);
  }
  if (failed !== undefined) return E.left(failed);
  return outputs.length < jobs.length || Object.keys(outputs).length < jobs.length
    ? E.left(cancelled(task))
    : E.right(outputs);
}

/** What is wrong where two jobs have the same id: one of them would not count. */
export function repeatedId(jobs: readonly Job[]): DistributedProblem | undefined {
  const seen = new Set<string>();
  for (const { id } of jobs) {
    if (seen.has(id))
      return problem('InvalidOption', { what: `two jobs have the id ${id}`, hint: 'give every job an id of its own' });
    seen.add(id);
  }
  return undefined;
}
