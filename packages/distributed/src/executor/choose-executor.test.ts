import { runOrThrow } from '@bcl/errors';
import { inlineExecutor } from '../local/inline-executor';
import { describeWithRedis, startRedis } from '../testing/redis-server';
import { startWorker } from '../worker/worker';
import { chooseExecutor, type ExecutorChoice } from './choose-executor';

describe('chooseExecutor', () => {
  it('takes threads where there is no Redis', async () => {
    const executor = await runOrThrow(chooseExecutor({ threads: 3 }));
    expect(executor.name).toBe('local, 3 threads');
    await executor.close();
    expect((await runOrThrow(chooseExecutor({}))).name).toMatch(/^local, \d+ thread/);
  });

  it.each<[ExecutorChoice, string, string]>([
    [{ queue: 'mine' }, 'InvalidOption', 'a queue is named, but no Redis'],
    [{ redis: 'redis://127.0.0.1:1', threads: 2 }, 'InvalidOption', 'threads and Redis exclude each other'],
    [{ redis: 'http://h' }, 'InvalidOption', 'must begin with redis://'],
    [{ redis: 'redis://127.0.0.1:1' }, 'Unavailable', 'No Redis answers'],
  ])('refuses %j', async (choice, tag, message) => {
    expect(await chooseExecutor(choice)()).toMatchObject({
      left: { _tag: tag, message: expect.stringContaining(message) as string },
    });
  });
});

describeWithRedis('chooseExecutor with a Redis', () => {
  it('puts jobs into the queue, under the name of the run, and tells what happens to them', async () => {
    const redis = await startRedis();
    const { url } = redis;
    const stop = new AbortController();
    const notices: string[] = [];
    const notice = (line: string): void => {
      notices.push(line);
      stop.abort();
    };
    const task = { name: 'failing', run: () => Promise.reject(new Error('nothing to be had')) };
    const worker = await runOrThrow(
      startWorker({ url, queue: 'mine', executor: inlineExecutor(), taskNamed: () => Promise.resolve(task) }),
    );
    const executor = await runOrThrow(chooseExecutor({ redis: url, queue: 'mine', run: 'fit 7', notice }));
    try {
      expect(executor.name).toBe(`${url}, queue mine`);
      const ended = executor.run(task, [{ id: 'a', input: 1 }], { signal: stop.signal })();
      while (notices.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      expect(notices[0]).toContain('job a (failing) failed and will be tried again: nothing to be had');
      expect(await redis.keys()).toContain('bcl:mine:run:fit 7');
      expect(await ended).toMatchObject({ left: { _tag: 'Cancelled' } });
    } finally {
      await executor.close();
      await worker.close();
      await redis.dispose();
    }
  }, 20_000);
});
