import { createHash } from 'node:crypto';
import type { Json } from '../executor/encoding';
import type { JobFailure } from '../executor/failure';
import { failureOf } from '../executor/failure';
import { problem } from '@bcl/errors';
import { VERSION } from './version';

/** Before every key of this package in Redis. */
export const PREFIX = 'bcl';

/** What a job of the queue carries; its name is the task's. */
export interface Message {
  /** The job's id in its run, for people. */
  readonly job: string;
  /** Of the tasks of who asks. */
  readonly version: string;
  /** Encoded, see `encode`. */
  readonly input: Json;
  /** The key of what all jobs of the run share, and the hash of its content. */
  readonly shared?: { readonly key: string; readonly hash: string };
}

/** A message and the id of its job in the queue. */
export interface Addressed {
  readonly id: string;
  readonly task: string;
  readonly message: Message;
}

/**
 * The id of a job in the queue: the same for the same run, task, job and input, so that a job asked for twice is one job, and
 * another one when anything of these differs, so that no old result is taken for a new one.
 */
export function addressed(run: string, task: string, message: Omit<Message, 'version'>, version = VERSION): Addressed {
  const complete = { ...message, version };
  const hash = createHash('sha256')
    .update(JSON.stringify([run, task, complete]))
    .digest('hex')
    .slice(0, 32);
  // What dashboards of the queue show; the queue takes neither colons nor bare numbers.
  const readable = message.job.replace(/[^\w.-]+/g, '_').slice(0, 60);
  return { id: `${readable}-${hash}`, task, message: complete };
}

/** The keys beside those of BullMQ. */
export const keysOf = (queue: string) => ({
  job: (id: string) => `${PREFIX}:${queue}:${id}`,
  result: (id: string) => `${PREFIX}:${queue}:result:${id}`,
  shared: (run: string, hash: string) => `${PREFIX}:${queue}:shared:${run}:${hash}`,
  /** A set of what the run has in Redis: ids of jobs, and keys of what they share, which hold a colon. */
  run: (run: string) => `${PREFIX}:${queue}:run:${run}`,
  of: (name: string) => `${PREFIX}:${queue}:${name}`,
});

/** A failure as the reason that BullMQ keeps with a failed job. */
export const writeFailure = ({ tag, message }: JobFailure): string => `${tag}: ${message}`;

/** The failure that {@link writeFailure} wrote, or one of BullMQ's own reasons. */
export function readFailure(reason: string): JobFailure {
  const [, tag, message] = /^(\w+): (.*)$/s.exec(reason) ?? [];
  if (tag !== undefined) {
    const failure = failureOf(problem(tag, { what: message }));
    if (failure.tag === tag) return failure;
  }
  if (/stalled more than/.test(reason))
    return {
      tag: 'JobFailed',
      message: 'every worker that began it died or fell silent; is there too little memory for it?',
    };
  return { tag: 'JobFailed', message: reason };
}
