import { problem } from '@bcl/errors';
import { setTimeout as delay } from 'node:timers/promises';
import { UnrecoverableError, WaitingError, Worker, type Job as QueueJob } from 'bullmq';
import * as E from 'fp-ts/lib/Either.js';
import type * as TE from 'fp-ts/lib/TaskEither.js';
import type { DistributedProblem, Executor, Task } from '../executor/executor';
import { failureOf } from '../executor/failure';
import { readAddress } from '../redis/address';
import { checkOptions } from '../redis/check-options';
import { keysOf, PREFIX, writeFailure, type Message } from '../redis/message';
import { openLine, type Line } from '../redis/line';
import { probe } from '../redis/probe';
import { isPassing } from '../redis/steady';
import { VERSION } from '../redis/version';
import { perform, type Performed, type Workplace } from './perform';
import { progressOf } from './progress';

/** What a worker listens to and what it does the jobs with. */
export interface WorkerOptions {
  /** `redis://[user:password@]host[:port][/database]`, `rediss://` for TLS; or `@FILE`, a file whose first line is that. */
  readonly url: string;
  /** Default `jobs`. */
  readonly queue?: string;
  /** Does the tasks. It must leave this thread free to tell Redis that the worker is alive: `localExecutor` does. */
  readonly executor: Executor;
  /** Finds a task by its name; rejects with a `ProblemError` where there is none. */
  readonly taskNamed: (name: string) => Promise<Task>;
  /** How many jobs are done at a time; default 1. */
  readonly concurrency?: number;
  /** A job whose worker was silent for so many seconds is given to another one; default 30. */
  readonly silentSeconds?: number;
  /** How many workers a job may take with it before it has failed; default 3. */
  readonly mostLost?: number;
  /** Told, one line at a time, what the worker does. */
  readonly log?: (line: string) => void;
  /** Of the tasks here; default that of this package. */
  readonly version?: string;
}

/** A worker that listens. */
export interface RunningWorker {
  /** `redis://host:port, queue jobs`. */
  readonly name: string;
  /** Takes no further job, finishes those that it has, and lets go of Redis. */
  close(): Promise<void>;
  /** Puts the jobs that it has back into the queue, where another worker finds them at once, and lets go of Redis. */
  giveBack(): Promise<void>;
}

/** Result keys live for a day where nobody fetches them. */
const EXPIRY = 86400;

/**
 * Starts a worker: it does the jobs that `redisExecutor` puts into a queue, until it is closed. It waits for Redis while that is
 * gone.
 *
 * @returns `InvalidOption` or `Unavailable`, as `redisExecutor`
 *
 * @example
 * ```ts no-run
 * import { runOrThrow } from '@bcl/errors';
 * import { localExecutor, startWorker, taskNamed } from '@bcl/distributed';
 *
 * const executor = localExecutor({ threads: 2 });
 * const worker = await runOrThrow(startWorker({ url: 'redis://localhost', executor, taskNamed, concurrency: 2 }));
 * await worker.close();
 * ```
 */
export function startWorker(options: WorkerOptions): TE.TaskEither<DistributedProblem, RunningWorker> {
  return async () => {
    const { url, queue = 'jobs', concurrency = 1, silentSeconds = 30 } = options;
    const mistake = checkOptions({ queue }) ?? checkCounts(concurrency, silentSeconds);
    if (mistake !== undefined) return E.left(mistake);
    const address = readAddress(url);
    if (E.isLeft(address)) return address;
    const found = await probe(address.right);
    if (E.isLeft(found)) return found;
    const log = options.log ?? (() => undefined);
    const running = listen(openLine(address.right), { ...options, queue, concurrency, silentSeconds, log });
    log(`listens to ${address.right.label}, queue ${queue} (${found.right}), ${concurrency} at a time`);
    return E.right({ ...running, name: `${address.right.label}, queue ${queue}` });
  };
}

function checkCounts(concurrency: number, silentSeconds: number): DistributedProblem | undefined {
  if (!Number.isSafeInteger(concurrency) || concurrency < 1)
    return problem('InvalidOption', { what: `concurrency is ${concurrency}`, hint: 'give a whole number, 1 or more' });
  if (!(silentSeconds >= 0.2 && silentSeconds <= 86400))
    return problem('InvalidOption', {
      what: `silentSeconds is ${silentSeconds}`,
      hint: 'give seconds from 0.2 to 86400',
    });
  return undefined;
}

type Listening = WorkerOptions & Required<Pick<WorkerOptions, 'queue' | 'concurrency' | 'silentSeconds' | 'log'>>;

function listen({ redis, letGo }: Line, options: Listening): Omit<RunningWorker, 'name'> {
  const { queue, executor, taskNamed, concurrency, silentSeconds, mostLost = 3, log, version = VERSION } = options;
  const keys = keysOf(queue);
  const place: Workplace = { redis, keys, executor, taskNamed, version, expiry: EXPIRY, shared: new Map() };
  const stop = new AbortController();
  let busy = 0;

  const worker = new Worker<Message, Performed>(
    queue,
    // All three parameters, because BullMQ counts them: it gives a signal only to who asks for one.
    async (job, token, signal) => {
      const id = job.id ?? '';
      const either = AbortSignal.any([stop.signal, ...(signal ? [signal] : [])]);
      const progress = progressOf((said) => job.updateProgress(said));
      busy += 1;
      try {
        const work = perform(place, { id, task: job.name, message: job.data, signal: either, progress });
        return await Promise.race([work, aborted(either)]);
      } catch (error) {
        if (stop.signal.aborted) {
          await job.moveToWait(token ?? '');
          throw new WaitingError();
        }
        throw reasonOf(error, job);
      } finally {
        busy -= 1;
      }
    },
    {
      connection: redis,
      prefix: PREFIX,
      concurrency,
      lockDuration: 1000 * silentSeconds,
      stalledInterval: 500 * silentSeconds,
      maxStalledCount: mostLost,
      // After an error of the connection BullMQ would wait for 15 s.
      runRetryDelay: 1000,
    },
  );

  let silent = false;
  worker.on('completed', (job, performed) => log(doneLine(job, performed)));
  worker.on('failed', (job, error) => {
    if (job) log(failedLine(job, error));
  });
  worker.on('drained', () => log('waits for jobs'));
  worker.on('stalled', (id) => log(`takes up ${id}, whose worker is gone or silent`));
  worker.on('lockRenewalFailed', (ids) => void dropUnwanted(ids));
  worker.on('ready', () => {
    if (silent) log('Redis answers again');
    silent = false;
  });
  worker.on('error', (error) => {
    if (!isPassing(error)) {
      // A lock that is gone is dealt with above, and a job that was taken back has neither lock nor key.
      if (!/renew lock|Missing (lock|key) for job|not in the active state/i.test(error.message)) log(error.message);
      return;
    }
    if (!silent) log('Redis does not answer; trying again');
    silent = true;
  });

  /** A job that lost its lock while Redis was gone is still wanted; one that was taken back is not. */
  async function dropUnwanted(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const wanted = await redis.exists(keys.job(id)).catch(() => 1);
      if (wanted === 0 && worker.cancelJob(id, 'taken back')) log(`drops ${id}: nobody waits for it any more`);
    }
  }

  /** Ends when the jobs have: a Redis that is gone keeps nobody, and what cannot be told is taken from the silent worker. */
  async function close(): Promise<void> {
    const told = async () => {
      while (busy > 0) await delay(100);
      await delay(3000, undefined, { ref: false });
    };
    await Promise.race([worker.close(), told()]);
    letGo();
  }

  return {
    close,
    giveBack: async () => {
      stop.abort();
      await Promise.race([worker.close(), delay(3000, undefined, { ref: false })]);
      letGo();
    },
  };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const tell = () => reject(new Error('nobody waits for the result any more'));
    if (signal.aborted) tell();
    else signal.addEventListener('abort', tell, { once: true });
  });
}

/** The reason of a failure as the coordinator reads it; what another attempt cannot mend gets none. */
function reasonOf(error: unknown, job: QueueJob<Message>): Error {
  const failure = failureOf(error);
  // The executor here has named job and task, and so will the coordinator.
  const named = `job ${job.data.job} (${job.name}) failed: `;
  const message = failure.message.startsWith(named) ? failure.message.slice(named.length) : failure.message;
  const reason = writeFailure({ tag: failure.tag, message });
  return failure.tag === 'InvalidOption' ? new UnrecoverableError(reason) : new Error(reason);
}

function doneLine(job: QueueJob<Message, Performed>, performed: Performed): string {
  const name = `${job.data.job} (${job.name})`;
  if (performed === 'taken back') return `dropped ${name}: nobody waits for it any more`;
  if (performed === 'there already') return `skipped ${name}: its result is there already`;
  const took = (job.finishedOn ?? 0) - (job.processedOn ?? 0);
  return `did ${name} in ${took} ms, ${performed.bytes} bytes`;
}

function failedLine(job: QueueJob<Message>, error: Error): string {
  const last = error.name === 'UnrecoverableError' || job.attemptsMade >= (job.opts.attempts ?? 1);
  const count = `attempt ${job.attemptsMade} of ${job.opts.attempts ?? 1}`;
  return `${job.data.job} (${job.name}) failed, ${count}${last ? '' : ', to be tried again'}: ${error.message}`;
}
