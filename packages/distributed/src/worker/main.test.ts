import { runOrThrow } from '@bcl/errors';
import type { Executor, Task } from '../executor/executor';
import { redisExecutor } from '../redis/redis-executor';
import { describeWithRedis, freePort, startRedis, type RedisServer } from '../testing/redis-server';
import {
  bundlePrograms,
  linesOf,
  startProgram,
  stopAll,
  until,
  type Programs,
} from '../redis/faults/processes.fixture';
import { HELP } from './arguments';
import { main } from './main';

jest.setTimeout(30_000);

/** Runs the command in this process, for ends that come by themselves. */
async function command(...words: string[]) {
  const said: string[] = [];
  const complained: string[] = [];
  const code = await main(words, {
    say: (line) => said.push(line),
    complain: (line) => complained.push(line),
    onStop: () => undefined,
  });
  return { code, said, complained };
}

describe('bcl-worker', () => {
  it('shows its help', async () => {
    expect(await command('--help')).toEqual({ code: 0, said: [HELP], complained: [] });
  });

  it('answers bad input with one line and exit code 2', async () => {
    expect(await command('--queue', 'q')).toMatchObject({ code: 2, said: [] });
    expect(await command('--redis', 'http://x')).toMatchObject({ code: 2, said: [] });
    expect(await command('--redis', 'redis://x', '--queue', 'a:b')).toMatchObject({ code: 2 });
    for (const words of [[], ['--redis', 'http://x']])
      expect((await command(...words)).complained).toEqual([expect.stringMatching(/^bcl-worker: [^\n]+$/)]);
  });

  it('answers a Redis that is not there with one line and exit code 2, and no password', async () => {
    const port = await freePort();
    const { code, complained } = await command('--redis', `redis://:secret@127.0.0.1:${port}`);
    expect(code).toBe(2);
    expect(complained).toHaveLength(1);
    expect(complained[0]).toContain(`bcl-worker: No Redis answers at 127.0.0.1:${port}: connection refused`);
    expect(complained[0]).not.toContain('secret');
  });
});

describeWithRedis('bcl-worker as a process', () => {
  let programs: Programs;
  let redis: RedisServer;
  let executor: Executor;
  let log: string;
  const slow: Task<{ value: number; ms: number; log: string }, { value: number }> = {
    name: 'slow',
    run: () => Promise.reject(new Error('not here')),
  };

  beforeAll(async () => {
    programs = bundlePrograms();
    log = programs.file('log');
    redis = await startRedis(['--requirepass', 'sesame']);
  });
  beforeEach(async () => {
    executor = await runOrThrow(redisExecutor({ url: url(), lookSeconds: 0.5 }));
  });
  afterEach(async () => {
    await executor.close();
    await stopAll();
  });
  afterAll(async () => {
    await redis.dispose();
    programs.remove();
  });
  const url = () => `redis://:sesame@127.0.0.1:${redis.port}`;
  const start = async (...more: string[]) => {
    const worker = startProgram(programs.worker, ['--redis', url(), '--tasks', programs.tasks, ...more]);
    await worker.line(/listens to/);
    return worker;
  };

  it('finishes the job under way when it is stopped, and never says the password', async () => {
    const worker = await start();
    const outputs = runOrThrow(executor.run(slow, [{ id: 'a', input: { value: 3, ms: 800, log } }], { shared: 2 }));
    await until(() => linesOf(log).length === 1);
    worker.kill('SIGINT');
    expect(await outputs).toEqual([{ value: 6 }]);
    expect(await worker.ended).toBe(0);
    expect(worker.said()).toMatch(
      /stops: finishes the jobs under way.*\n(.*\n)*did a \(slow\) in \d+ ms, \d+ bytes\n(.*\n)*stopped/,
    );
    expect(worker.said()).toContain(`listens to redis://127.0.0.1:${redis.port}, queue jobs (Redis `);
    expect(worker.said()).not.toContain('sesame');
  });

  it('gives the job back when it is stopped twice, and another worker does it at once', async () => {
    const worker = await start();
    const outputs = runOrThrow(executor.run(slow, [{ id: 'b', input: { value: 4, ms: 2000, log } }]));
    await until(() => linesOf(log).some((line) => line.startsWith('begin 4')));
    worker.kill('SIGINT');
    await worker.line(/stops: finishes/);
    worker.kill('SIGINT');
    expect(await worker.ended).toBe(0);
    const other = await start();
    expect(await outputs).toEqual([{ value: 4 }]);
    expect(linesOf(log).filter((line) => line.startsWith('end 4'))).toEqual([`end 4 ${other.pid}`]);
  });

  it('listens to its own queue alone, does several jobs at a time, and names a task that it lacks', async () => {
    const other = await runOrThrow(redisExecutor({ url: url(), queue: 'other', attempts: 2 }));
    await start('--queue', 'other', '--concurrency', '2');
    const jobs = [5, 6].map((value) => ({ id: `${value}`, input: { value, ms: 500, log } }));
    await runOrThrow(other.run(slow, jobs));
    const order = linesOf(log).filter((line) => /^\w+ [56] /.test(line));
    expect(order.slice(0, 2).every((line) => line.startsWith('begin'))).toBe(true);
    const unknown = await other.run({ ...slow, name: 'unheard of' }, jobs)();
    expect(unknown).toMatchObject({ left: { _tag: 'InvalidOption' } });
    expect(unknown).toMatchObject({ left: { message: expect.stringContaining('"unheard of"') as string } });
    await other.close();
  });
});
