import { randomUUID } from 'node:crypto';
import { Queue, QueueEvents } from 'bullmq';
import type { Redis } from 'ioredis';
import * as E from 'fp-ts/lib/Either.js';
import type { DistributedProblem } from '../executor/executor';
import { readAddress, type Address } from './address';
import { explain } from './explain';
import { openLine } from './line';
import { keysOf, PREFIX } from './message';
import { checkOptions } from './check-options';
import type { RedisExecutorOptions, Settings } from './options';
import { probe } from './probe';

/** What happens in the queue, for the runs that wait. */
export interface Listener {
  completed(id: string): void;
  failed(id: string, reason: string): void;
  retried(id: string): void;
  stalled(id: string): void;
  progress(id: string, fraction: number, note?: string): void;
  /** Redis is gone for longer than one waits. */
  lost(problem: DistributedProblem): void;
}

/** An open queue. */
export interface Connection {
  readonly address: Address;
  readonly settings: Settings;
  readonly redis: Redis;
  readonly queue: Queue;
  readonly keys: ReturnType<typeof keysOf>;
  readonly listeners: Set<Listener>;
  disconnect(): Promise<void>;
}

/** Probes Redis and opens the queue. */
export async function connect(options: RedisExecutorOptions): Promise<E.Either<DistributedProblem, Connection>> {
  const settings: Settings = {
    queue: 'jobs',
    run: randomUUID(),
    attempts: 3,
    backoffSeconds: 1,
    expirySeconds: 86400,
    patienceSeconds: 600,
    lookSeconds: 5,
    notice: () => undefined,
    ...options,
  };
  const mistake = checkOptions(settings);
  if (mistake !== undefined) return E.left(mistake);
  const address = readAddress(settings.url);
  if (E.isLeft(address)) return address;
  const found = await probe(address.right);
  if (E.isLeft(found)) return found;
  return E.right(await open(address.right, settings));
}

async function open(address: Address, settings: Settings): Promise<Connection> {
  const keys = keysOf(settings.queue);
  const { redis, letGo } = openLine(address);
  const listeners = new Set<Listener>();
  const stopWatching = watch(redis, { address, settings, listeners });
  const ignore = () => undefined; // The watch sees the connection; who waits for a command gets its error.

  const queue = new Queue(settings.queue, { connection: redis, prefix: PREFIX });
  queue.on('error', ignore);
  // From the last event that there is, not from "now": between two looks at "now" events are lost.
  const [last] = await redis.xrevrange(keys.of('events'), '+', '-', 'COUNT', 1);
  const events = new QueueEvents(settings.queue, {
    connection: redis,
    prefix: PREFIX,
    lastEventId: last?.[0] ?? '0-0',
  });
  events.on('error', ignore);
  forward(events, listeners);
  await Promise.all([queue.waitUntilReady(), events.waitUntilReady()]);

  return {
    address,
    settings,
    redis,
    queue,
    keys,
    listeners,
    async disconnect() {
      stopWatching();
      // While Redis is away both wait for it, though they have let go of their sockets.
      const patience = redis.status === 'ready' ? 1000 : 100;
      const closed = Promise.allSettled([events.close(), queue.close()]);
      await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, patience).unref())]);
      letGo();
    },
  };
}

function forward(events: QueueEvents, listeners: ReadonlySet<Listener>): void {
  const tell = (say: (listener: Listener) => void) => [...listeners].forEach(say);
  events.on('completed', ({ jobId }) => tell((run) => run.completed(jobId)));
  events.on('failed', ({ jobId, failedReason }) => tell((run) => run.failed(jobId, failedReason)));
  events.on('delayed', ({ jobId }) => tell((run) => run.retried(jobId)));
  events.on('stalled', ({ jobId }) => tell((run) => run.stalled(jobId)));
  events.on('progress', ({ jobId, data }) => {
    if (typeof data !== 'object' || data === null || !('fraction' in data) || typeof data.fraction !== 'number') return;
    const { fraction } = data;
    const note = 'note' in data && typeof data.note === 'string' ? data.note : undefined;
    tell((run) => run.progress(jobId, fraction, note));
  });
}

/** Says when Redis goes and comes, and tells the runs when it stays away too long. */
function watch(
  redis: Redis,
  { address, settings, listeners }: Pick<Connection, 'address' | 'settings' | 'listeners'>,
): () => void {
  let timer: ReturnType<typeof setInterval> | undefined;
  let cause: unknown = new Error('Connection is closed');
  redis.on('error', (error: unknown) => {
    cause = error;
  });
  redis.on('close', () => {
    if (timer !== undefined) return;
    settings.notice(`${address.label} does not answer; trying again for ${settings.patienceSeconds} s`);
    // Again and again: a run that begins while Redis is away is told too.
    timer = setInterval(() => {
      for (const run of [...listeners]) run.lost(explain(cause, address));
    }, settings.patienceSeconds * 1000);
  });
  redis.on('ready', () => {
    if (timer === undefined) return;
    clearInterval(timer);
    timer = undefined;
    settings.notice(`${address.label} answers again`);
  });
  return () => {
    clearInterval(timer);
    redis.removeAllListeners('close');
    redis.removeAllListeners('ready');
  };
}
