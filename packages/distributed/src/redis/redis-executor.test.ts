import { runOrThrow } from '@bcl/errors';
import { Queue } from 'bullmq';
import * as E from 'fp-ts/lib/Either.js';
import type { Executor, Job, Task } from '../executor/executor';
import { inlineExecutor } from '../local/inline-executor';
import { among } from '../worker/tasks-among.fixture';
import { startWorker, type RunningWorker, type WorkerOptions } from '../worker/worker';
import { addressed } from './message';
import { redisExecutor } from './redis-executor';
import type { RedisExecutorOptions } from './options';
import { describeWithRedis, startRedis, type RedisServer } from '../testing/redis-server';

jest.setTimeout(30_000);

interface Square {
  readonly n: number;
}

describeWithRedis('redisExecutor', () => {
  let redis: RedisServer;
  let open: { close(): Promise<void> }[] = [];
  const runs: number[] = [];

  const square: Task<Square, { readonly square: number }> = {
    name: 'square',
    run: ({ n }, { shared }) => {
      runs.push(n);
      return Promise.resolve({ square: n * n + ((shared as number | undefined) ?? 0) });
    },
  };
  const failing: Task<Square, never> = {
    name: 'failing',
    run: ({ n }) => {
      runs.push(n);
      return Promise.reject(new Error(`nothing to be had of ${n}`));
    },
  };
  const waiting: Task<Square, string> = {
    name: 'waiting',
    run: ({ n }, { signal, progress }) => {
      runs.push(n);
      progress(0.5, 'half');
      return new Promise((resolve, reject) => {
        const stop = () => {
          clearTimeout(timer);
          runs.push(-1);
          reject(new Error('stopped'));
        };
        const timer = setTimeout(() => {
          signal.removeEventListener('abort', stop);
          resolve('done');
        }, n);
        signal.addEventListener('abort', stop);
      });
    },
  };

  const jobs = (...numbers: number[]): Job<Square>[] => numbers.map((n) => ({ id: `number ${n}`, input: { n } }));
  const executorOn = async (options: Partial<RedisExecutorOptions> = {}): Promise<Executor> => {
    const executor = await runOrThrow(
      redisExecutor({ url: redis.url, lookSeconds: 0.2, backoffSeconds: 0.05, ...options }),
    );
    open.push(executor);
    return executor;
  };
  const workerOn = async (options: Partial<WorkerOptions> = {}): Promise<RunningWorker> => {
    const taskNamed = among(square, failing, waiting);
    const worker = await runOrThrow(
      startWorker({ url: redis.url, executor: inlineExecutor(), taskNamed, silentSeconds: 1, ...options }),
    );
    open.push(worker);
    return worker;
  };

  beforeAll(async () => {
    redis = await startRedis();
  });
  afterEach(async () => {
    for (const each of open.reverse()) await each.close();
    open = [];
    runs.length = 0;
    await redis.client.flushall();
  });
  afterAll(() => redis.dispose());

  it('gives the outputs in the order of the jobs, and each once as it comes', async () => {
    const executor = await executorOn();
    await workerOn({ concurrency: 3 });
    const seen: string[] = [];
    const outputs = await runOrThrow(
      executor.run(square, jobs(3, 1, 2), { shared: 10, onResult: ({ id }) => seen.push(id) }),
    );
    expect(outputs).toEqual([{ square: 19 }, { square: 11 }, { square: 14 }]);
    expect(seen.sort()).toEqual(['number 1', 'number 2', 'number 3']);
    expect(await runOrThrow(executor.run(square, []))).toEqual([]);
    expect(executor.name).toBe(`${redis.url}, queue jobs`);
  });

  it('leaves nothing in Redis', async () => {
    const executor = await executorOn();
    const worker = await workerOn();
    await runOrThrow(executor.run(square, jobs(1, 2), { shared: 'x'.repeat(5000) }));
    await executor.run(failing, jobs(1))();
    expect((await redis.keys()).length).toBeGreaterThan(0);
    await worker.close();
    await executor.close();
    expect(await redis.keys()).toEqual([]);
  });

  it('names the job and the cause when all attempts failed', async () => {
    const notices: string[] = [];
    const executor = await executorOn({ attempts: 2, notice: (line) => notices.push(line) });
    await workerOn();
    const ended = await executor.run(failing, jobs(7))();
    expect(ended).toEqual(
      E.left({ _tag: 'JobFailed', message: 'job number 7 (failing) failed: nothing to be had of 7' }),
    );
    expect(runs).toEqual([7, 7]);
    expect(notices).toContain('job number 7 (failing) failed and will be tried again: nothing to be had of 7');
  });

  it('says that there is no worker, and goes on when one comes', async () => {
    const notices: string[] = [];
    const executor = await executorOn({ notice: (line) => notices.push(line) });
    const outputs = runOrThrow(executor.run(square, jobs(2)));
    while (notices.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(notices).toEqual([`no worker yet: start one with bcl-worker --redis ${redis.url} --queue jobs`]);
    await workerOn();
    expect(await outputs).toEqual([{ square: 4 }]);
  });

  it('refuses a worker of another version, at once and in words', async () => {
    const executor = await executorOn({ attempts: 5 });
    await workerOn({ version: '9.9.9' });
    const ended = await executor.run(square, jobs(2))();
    expect(ended).toMatchObject(E.left({ _tag: 'InvalidOption' }));
    expect(E.isLeft(ended) && ended.left.message).toContain('this worker has version 9.9.9');
    expect(runs).toEqual([]);
  });

  it('finds under its name what an earlier coordinator left', async () => {
    await workerOn();
    const first = await executorOn({ run: 'fit' });
    await runOrThrow(first.run(square, jobs(1, 2)));
    // The first is neither closed nor asked again: it is as good as dead.
    const second = await executorOn({ run: 'fit' });
    const outputs = await runOrThrow(second.run(square, jobs(2, 1, 3)));
    expect(outputs).toEqual([{ square: 4 }, { square: 1 }, { square: 9 }]);
    expect(runs).toEqual([1, 2, 3]);
  });

  it('tries again what had failed before anybody saw it', async () => {
    const { id, task, message } = addressed('fit', 'square', { job: 'a', input: { n: 2 } });
    const queue = new Queue('jobs', { connection: redis.client, prefix: 'bcl' });
    open.push(queue);
    await queue.add(task, message, { jobId: id });
    const bad = await workerOn({ taskNamed: among() });
    while ((await redis.client.zcard('bcl:jobs:failed')) === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await bad.close();
    const executor = await executorOn({ run: 'fit' });
    const outputs = runOrThrow(executor.run(square, [{ id: 'a', input: { n: 2 } }]));
    await workerOn();
    expect(await outputs).toEqual([{ square: 4 }]);
  });

  it('does not take the result of another input, or of another run, for this one', async () => {
    await workerOn();
    const first = await executorOn({ run: 'fit' });
    await runOrThrow(first.run(square, [{ id: 'a', input: { n: 2 } }], { shared: 1 }));
    const second = await executorOn({ run: 'fit' });
    const again = (input: Square, shared: number) => runOrThrow(second.run(square, [{ id: 'a', input }], { shared }));
    expect(await again({ n: 3 }, 1)).toEqual([{ square: 10 }]);
    expect(await again({ n: 2 }, 5)).toEqual([{ square: 9 }]);
    const third = await executorOn({ run: 'another' });
    await runOrThrow(third.run(square, [{ id: 'a', input: { n: 2 } }], { shared: 1 }));
    expect(runs).toEqual([2, 3, 2, 2]);
  });

  it('puts jobs again that vanished from Redis', async () => {
    const executor = await executorOn();
    const outputs = runOrThrow(executor.run(square, jobs(1, 2, 3), { shared: 0 }));
    while ((await redis.client.llen('bcl:jobs:wait')) < 3) await new Promise((resolve) => setTimeout(resolve, 10));
    await redis.client.flushall();
    await workerOn();
    expect(await outputs).toEqual([{ square: 1 }, { square: 4 }, { square: 9 }]);
  });

  it('carries a result that is cut into parts, to the bit', async () => {
    const large: Task<Square, { readonly values: Float64Array }> = {
      name: 'large',
      run: ({ n }) => Promise.resolve({ values: Float64Array.from({ length: n }, (_, i) => Math.sin(i)) }),
    };
    const executor = await executorOn();
    const worker = await workerOn({ taskNamed: among(large) });
    const n = 700_000;
    const [output] = await runOrThrow(executor.run(large, jobs(n)));
    const wrong = output?.values.findIndex((value, i) => value !== Math.sin(i));
    expect([output?.values.length, wrong]).toEqual([n, -1]);
    expect((await redis.keys()).filter((key) => key.includes('result:')).length).toBeGreaterThan(2);
    await executor.close();
    await worker.close();
    expect(await redis.keys()).toEqual([]);
  });

  it('tells how far a job is', async () => {
    const executor = await executorOn();
    await workerOn();
    const said: unknown[] = [];
    await runOrThrow(executor.run(waiting, jobs(300), { onProgress: ({ id }, ...how) => said.push([id, ...how]) }));
    expect(said).toEqual([['number 300', 0.5, 'half']]);
  });

  it('stops when told to: the job under way is aborted, the others are never begun, nothing is left', async () => {
    const executor = await executorOn();
    const worker = await workerOn();
    const controller = new AbortController();
    const ended = executor.run(waiting, jobs(20000, 20001), { signal: controller.signal })();
    while (runs.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    controller.abort();
    expect(await ended).toMatchObject(E.left({ _tag: 'Cancelled' }));
    while (!runs.includes(-1)) await new Promise((resolve) => setTimeout(resolve, 10));
    await worker.close();
    await executor.close();
    expect(runs).toEqual([20000, -1]);
    expect(await redis.keys()).toEqual([]);
  });

  it('does not begin when it was stopped before', async () => {
    const executor = await executorOn();
    expect(await executor.run(square, jobs(1), { signal: AbortSignal.abort() })()).toMatchObject(
      E.left({ _tag: 'Cancelled' }),
    );
    expect(await redis.client.llen('bcl:jobs:wait')).toBe(0);
  });

  it('rejects with what a hook of the caller throws, and takes the other jobs back', async () => {
    const executor = await executorOn();
    await workerOn();
    const onResult = () => {
      throw new RangeError('a mistake of the caller');
    };
    await expect(executor.run(waiting, jobs(1, 60_000), { onResult })()).rejects.toThrow('a mistake of the caller');
    expect(await redis.client.llen('bcl:jobs:wait')).toBe(0);
  });

  it('refuses two jobs of the same id', async () => {
    const executor = await executorOn();
    expect(await executor.run(square, jobs(1, 1))()).toMatchObject(E.left({ _tag: 'InvalidOption' }));
  });

  it('hands the jobs that a worker gives back to another one', async () => {
    const executor = await executorOn();
    const first = await workerOn();
    const outputs = runOrThrow(executor.run(waiting, jobs(700)));
    while (runs.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await first.giveBack();
    expect(runs).toEqual([700, -1]);
    await workerOn();
    expect(await outputs).toEqual(['done']);
    expect(runs).toEqual([700, -1, 700]);
  });
});
