import { isProblem, problem } from '@bcl/errors';
import type { DistributedProblem } from './executor';

/** Why a job failed, as plain data: what a worker sends back. */
export type JobFailure = {
  readonly tag: DistributedProblem['_tag'];
  /** One line. */
  readonly message: string;
};

const tags: readonly string[] = ['InvalidOption', 'UnreadableShard', 'JobFailed', 'Unavailable', 'Cancelled'];
const isTag = (tag: string): tag is DistributedProblem['_tag'] => tags.includes(tag);

/** What a task threw, as a failure: the tag of a problem of this package is kept, everything else is `JobFailed`. */
export function failureOf(error: unknown): JobFailure {
  // By its looks, not its class: the task may come from a module that brought its own copy of @bcl/errors.
  const found: unknown = error instanceof Error && 'problem' in error ? error.problem : error;
  const tag = isProblem(found) && isTag(found._tag) ? found._tag : 'JobFailed';
  return {
    tag,
    message: onOneLine(isProblem(found) ? found.message : error instanceof Error ? error.message : String(error)),
  };
}

/** The problem that a failed job ends a run with: it names task, job and cause. */
export function jobProblem(task: string, id: string, { tag, message }: JobFailure): DistributedProblem {
  return problem(tag, { what: `job ${id} (${task}) failed: ${message}` });
}

/** The problem of a run whose signal was aborted. */
export const cancelled = (task: string): DistributedProblem =>
  problem('Cancelled', { what: `the jobs of ${task} were cancelled` });

const onOneLine = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line === '' ? 'it did not say why' : line;
};
