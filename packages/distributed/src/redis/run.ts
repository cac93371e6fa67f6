import { problem } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';
import { decode, encode, type Json } from '../executor/encoding';
import type { DistributedProblem, Job, RunHooks, Task } from '../executor/executor';
import { cancelled, jobProblem } from '../executor/failure';
import { packShared } from '../executor/shared';
import type { Connection, Listener } from './connection';
import { explain } from './explain';
import { leftBehind, putJobs, standings } from './jobs';
import { addressed, readFailure, type Addressed, type Message } from './message';
import { takeBack } from './remove';
import { isReply, steadily } from './steady';
import { getText, putText, removeTexts } from './store';

/** A job whose result is not there yet. */
interface Pending<I> {
  readonly index: number;
  readonly job: Job<I>;
  readonly addressed: Addressed;
  /** How often it was put into the queue. */
  added: number;
}

/** How often a job that vanished from Redis is put there again. */
const MOST_ADDED = 10;

/**
 * One call of `run`: puts the jobs into the queue and waits for their results.
 *
 * Events tell at once what happened; what they do not tell, because Redis or the connection was gone, a look at the jobs every few
 * seconds finds. A result counts once, whoever brings it and how often: it settles a job that is pending, or nothing.
 */
export class QueueRun<I, O> implements Listener {
  readonly outcome: Promise<E.Either<DistributedProblem, readonly O[]>>;
  /** The queue's ids of all jobs, and the key of what they share: what is to be removed when nobody needs the results. */
  readonly ids: readonly string[];
  readonly sharedKeys: readonly string[];

  private readonly pending = new Map<string, Pending<I>>();
  private readonly outputs: O[];
  private readonly sharedText?: string;
  private readonly fetching = new Set<string>();
  private over = false;
  private looking: ReturnType<typeof setInterval> | undefined;
  private saidNoWorker = false;
  private resolve: (outcome: E.Either<DistributedProblem, readonly O[]>) => void = () => undefined;
  private reject: (defect: unknown) => void = () => undefined;

  constructor(
    private readonly connection: Connection,
    private readonly task: Task<I, O>,
    jobs: readonly Job<I>[],
    private readonly hooks: RunHooks<I, O>,
  ) {
    const { run } = connection.settings;
    const shared = hooks.shared === undefined ? undefined : packShared(hooks.shared);
    const reference = shared && { key: connection.keys.shared(run, shared.hash), hash: shared.hash };
    this.sharedText = shared?.text;
    this.sharedKeys = reference ? [reference.key] : [];
    jobs.forEach((job, index) => {
      const message: Omit<Message, 'version'> = { job: job.id, input: encode(job.input), shared: reference };
      const entry = addressed(run, task.name, message);
      this.pending.set(entry.id, { index, job, addressed: entry, added: 0 });
    });
    this.ids = [...this.pending.keys()];
    this.outputs = new Array<O>(jobs.length);
    this.outcome = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  /**
   * Begins; the outcome tells the end.
   *
   * @param before - done first
   */
  start(before: () => Promise<void>): void {
    if (this.hooks.signal?.aborted) return this.cancel();
    this.hooks.signal?.addEventListener('abort', this.cancel);
    this.connection.listeners.add(this);
    this.attempt(async () => {
      await this.steadily(before);
      await this.find();
      await this.add([...this.pending.values()]);
      let busy = false;
      const look = async () => {
        // While Redis is away a look takes as long as that.
        if (busy) return;
        busy = true;
        await this.look().finally(() => (busy = false));
      };
      this.looking = setInterval(() => this.attempt(look), this.connection.settings.lookSeconds * 1000);
      if (this.over) clearInterval(this.looking);
      if (this.pending.size === 0) this.end(E.right(this.outputs));
    });
  }

  /** Ends with `Cancelled`; the jobs are taken back. */
  readonly cancel = (): void => this.giveUp(cancelled(this.task.name));

  completed(id: string): void {
    if (this.pending.has(id)) this.attempt(() => this.fetch(id));
  }

  failed(id: string, reason: string): void {
    const entry = this.pending.get(id);
    if (entry) this.giveUp(jobProblem(this.task.name, entry.job.id, readFailure(reason)));
  }

  retried(id: string): void {
    const entry = this.pending.get(id);
    if (!entry) return;
    this.attempt(async () => {
      const reason = await this.connection.redis.hget(this.connection.keys.job(id), 'failedReason');
      const why = reason ? readFailure(reason).message : 'it did not say why';
      this.notice(`job ${entry.job.id} (${this.task.name}) failed and will be tried again: ${why}`);
    });
  }

  stalled(id: string): void {
    const entry = this.pending.get(id);
    if (entry)
      this.notice(
        `job ${entry.job.id} (${this.task.name}) waits for another worker: the one that had it is gone or silent`,
      );
  }

  progress(id: string, fraction: number, note?: string): void {
    const entry = this.pending.get(id);
    if (entry) this.hooks.onProgress?.(entry.job, fraction, note);
  }

  lost(why: DistributedProblem): void {
    // Nothing can be taken back from a Redis that is not there.
    this.end(E.left(why));
  }

  private notice(line: string): void {
    this.connection.settings.notice(line);
  }

  /** Results that an earlier coordinator of this run left, and failures that it left, which are tried anew. */
  private async find(): Promise<void> {
    const { done, failed } = await this.steadily(() => leftBehind(this.connection, [...this.pending.keys()]));
    if (failed.length > 0) await this.steadily(() => takeBack(this.connection, failed));
    await Promise.all(done.map((id) => this.fetch(id)));
  }

  /** Puts jobs into the queue; those that are there already stay as they are. */
  private async add(entries: readonly Pending<I>[]): Promise<void> {
    const { redis, settings, address } = this.connection;
    const [key] = this.sharedKeys;
    const text = this.sharedText;
    if (entries.length > 0 && key !== undefined && text !== undefined)
      await this.steadily(() => putText(redis, text, { key, expiry: settings.expirySeconds }));
    for (let at = 0; at < entries.length; at += 200) {
      const some = entries.slice(at, at + 200);
      if (some.some(({ added }) => added >= MOST_ADDED))
        return this.giveUp(
          problem('Unavailable', {
            what: 'Jobs vanish from Redis again and again',
            where: address.label,
            hint: 'does it evict keys (maxmemory-policy must be noeviction), or does somebody empty it?',
          }),
        );
      for (const entry of some) entry.added += 1;
      const jobs = some.map(({ addressed }) => addressed);
      await putJobs(this.connection, jobs, this.sharedKeys, (action) => this.steadily(action));
    }
  }

  /** Finds what the events did not tell. */
  private async look(): Promise<void> {
    const ids = [...this.pending.keys()];
    if (ids.length === 0) return;
    const found = await this.steadily(() => standings(this.connection, ids, this.sharedKeys));
    const vanished: Pending<I>[] = [];
    ids.forEach((id, i) => {
      const standing = found[i];
      const entry = this.pending.get(id);
      if (standing.is === 'done') this.completed(id);
      else if (standing.is === 'failed') this.failed(id, standing.reason);
      else if (standing.is === 'vanished' && entry) vanished.push(entry);
    });
    await this.add(vanished);
    await this.lookForWorkers();
  }

  private async lookForWorkers(): Promise<void> {
    const { queue, address, settings } = this.connection;
    // Some hosted Redis do not list their clients; then nothing is said.
    const workers = await queue.getWorkers().catch(() => undefined);
    if (workers === undefined || this.over) return;
    if (workers.length > 0) this.saidNoWorker = false;
    else if (!this.saidNoWorker) {
      this.saidNoWorker = true;
      this.notice(`no worker yet: start one with bcl-worker --redis ${address.label} --queue ${settings.queue}`);
    }
  }

  private async fetch(id: string): Promise<void> {
    if (this.fetching.has(id)) return;
    this.fetching.add(id);
    try {
      const { redis, keys } = this.connection;
      const text = await this.steadily(() => getText(redis, keys.result(id)));
      if (text !== undefined) this.settle(id, decode(JSON.parse(text) as Json) as O);
      // Half a result would keep the job from being done again.
      else await this.steadily(() => removeTexts(redis, [keys.result(id)]));
    } finally {
      this.fetching.delete(id);
    }
  }

  private settle(id: string, output: O): void {
    const entry = this.pending.get(id);
    if (!entry || this.over) return;
    this.pending.delete(id);
    this.outputs[entry.index] = output;
    this.hooks.onResult?.(entry.job, output);
    if (this.pending.size === 0) this.end(E.right(this.outputs));
  }

  /** Ends with a problem, after what is not done was taken back. */
  private giveUp(why: DistributedProblem): void {
    if (!this.over) this.retreat(() => this.resolve(E.left(why)));
  }

  private retreat(then: () => void): void {
    const ids = [...this.pending.keys()];
    const { connection } = this;
    this.stop();
    // A Redis that is away keeps nobody.
    void Promise.race([takeBack(connection, ids), new Promise((resolve) => setTimeout(resolve, 3000).unref())])
      .catch(() => undefined) // The reason why the run ended matters more.
      .then(then);
  }

  private end(outcome: E.Either<DistributedProblem, readonly O[]>): void {
    if (this.over) return;
    this.stop();
    this.resolve(outcome);
  }

  private stop(): void {
    this.over = true;
    clearInterval(this.looking);
    this.hooks.signal?.removeEventListener('abort', this.cancel);
    this.connection.listeners.delete(this);
  }

  private steadily<A>(action: () => Promise<A>): Promise<A> {
    return steadily(action, () => !this.over);
  }

  /** What Redis refuses ends the run; what a caller's hook throws is the caller's. */
  private attempt(action: () => Promise<void>): void {
    action().catch((error: unknown) => {
      if (this.over) return;
      if (isReply(error)) return this.giveUp(explain(error, this.connection.address));
      this.retreat(() => this.reject(error));
    });
  }
}
