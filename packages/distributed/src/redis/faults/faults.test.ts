/** What happens when something breaks while workers, which are processes of their own, are at it. */
import { runOrThrow } from '@bcl/errors';
import type { Executor, Job, Task } from '../../executor/executor';
import type { RedisExecutorOptions } from '../options';
import { redisExecutor } from '../redis-executor';
import { describeWithRedis, startRedis, type RedisServer } from '../../testing/redis-server';
import {
  bundlePrograms,
  linesOf,
  startProgram,
  stopAll,
  until,
  type Program,
  type Programs,
} from './processes.fixture';

jest.setTimeout(60_000);

interface Slow {
  readonly value: number;
  readonly ms: number;
  readonly log: string;
}
// Done by the workers, which find it by its name.
const slow: Task<Slow, { readonly value: number }> = { name: 'slow', run: () => Promise.reject(new Error('not here')) };

describeWithRedis('faults', () => {
  let programs: Programs;
  let redis: RedisServer;
  let log: string;
  let count = 0;
  let executors: Executor[] = [];
  const seen: string[] = [];
  const notices: string[] = [];

  beforeAll(() => {
    programs = bundlePrograms();
  });
  beforeEach(async () => {
    redis = await startRedis(['--appendonly', 'yes']);
    log = programs.file(`log-${(count += 1)}`);
    seen.length = 0;
    notices.length = 0;
  });
  afterEach(async () => {
    for (const executor of executors) await executor.close();
    executors = [];
    await stopAll();
    await redis.dispose();
  });
  afterAll(() => programs.remove());

  const workerOf = async (...more: string[]): Promise<Program> => {
    const worker = startProgram(programs.worker, [
      '--redis',
      redis.url,
      '--tasks',
      programs.tasks,
      '--silent',
      '1',
      ...more,
    ]);
    await worker.line(/listens to/);
    return worker;
  };
  const executorOf = async (options: Partial<RedisExecutorOptions> = {}): Promise<Executor> => {
    const notice = (line: string) => void notices.push(line);
    const executor = await runOrThrow(redisExecutor({ url: redis.url, lookSeconds: 0.5, notice, ...options }));
    executors.push(executor);
    return executor;
  };
  const jobsOf = (length: number, ms: number): Job<Slow>[] =>
    Array.from({ length }, (_, value) => ({ id: `${value}`, input: { value, ms, log } }));
  const run = (executor: Executor, jobs: readonly Job<Slow>[]) =>
    runOrThrow(executor.run(slow, jobs, { shared: 10, onResult: ({ id }) => seen.push(id) }));
  /** All there, each counted once. */
  const expectAll = (outputs: readonly { readonly value: number }[], length: number) => {
    expect(outputs).toEqual(Array.from({ length }, (_, value) => ({ value: 10 * value })));
    expect([...seen].sort((a, b) => Number(a) - Number(b))).toEqual(outputs.map((_, i) => `${i}`));
  };
  const begun = (value: number | string) => linesOf(log).filter((line) => line.startsWith(`begin ${value} `));

  it('a worker is killed in the middle of a job: another one does the job', async () => {
    const executor = await executorOf();
    const [first, second] = [await workerOf(), await workerOf()];
    const outputs = run(executor, jobsOf(6, 300));
    await until(() => linesOf(log).some((line) => line.startsWith('begin') && line.endsWith(` ${first.pid}`)));
    first.kill('SIGKILL');
    expect(await first.ended).toBe('SIGKILL');
    expectAll(await outputs, 6);
    const interrupted = linesOf(log)
      .filter((line) => line.endsWith(` ${first.pid}`))
      .map((line) => line.split(' ').slice(0, 2).join(' '));
    const lost = interrupted.filter(
      (line) => line.startsWith('begin') && !interrupted.includes(line.replace('begin', 'end')),
    );
    expect(lost).toHaveLength(1);
    expect(linesOf(log)).toContain(`${lost[0]} ${second.pid}`);
    expect(notices.join()).toContain('waits for another worker: the one that had it is gone or silent');
    expect(second.said()).toMatch(/takes up \S+, whose worker is gone or silent/);
  });

  it('Redis is away for ten seconds in the middle of a run: everybody waits, and goes on', async () => {
    const executor = await executorOf();
    const workers = [await workerOf(), await workerOf()];
    const outputs = run(executor, jobsOf(12, 400));
    await until(() => seen.length >= 3);
    await redis.stop();
    await new Promise((resolve) => setTimeout(resolve, 10_000));
    expect(seen.length).toBeLessThan(12);
    await redis.start();
    expectAll(await outputs, 12);
    expect(notices.join('\n')).toMatch(/does not answer; trying again(.|\n)*answers again/);
    for (const worker of workers) {
      worker.kill();
      expect(await worker.ended).toBe(0);
      expect(worker.said()).toContain('Redis does not answer; trying again');
    }
  });

  it('Redis stays away: the run ends with one line when its patience does', async () => {
    const executor = await executorOf({ patienceSeconds: 0.5 });
    const ended = executor.run(slow, jobsOf(1, 1))();
    await redis.stop();
    expect(await ended).toMatchObject({ left: { _tag: 'Unavailable' } });
    expect(await ended).toMatchObject({
      left: { message: expect.stringContaining(`No Redis answers at 127.0.0.1:${redis.port}`) as string },
    });
  });

  it('the coordinator is killed, between two passes and within one, and started again', async () => {
    // Not taken for dead on a busy machine: that no job is done twice is the point.
    const worker = await workerOf('--silent', '20');
    const words = [redis.url, 'fit', '5', '120', log, programs.file('checkpoint')];
    const first = startProgram(programs.coordinator, words);
    await first.line(/saved pass 2/);
    first.kill('SIGKILL');
    await first.ended;
    const second = startProgram(programs.coordinator, words);
    await second.line(/begins after pass 2/);
    // In the middle of pass 4: one job is done, and nobody is there when the others are.
    await until(() => linesOf(log).some((line) => line.startsWith('end 4/')));
    second.kill('SIGKILL');
    await second.ended;
    await until(() => linesOf(log).filter((line) => line.startsWith('end 4/')).length === 3);
    const third = startProgram(programs.coordinator, words);
    expect(await third.ended).toBe(0);
    expect(third.said()).toContain('begins after pass 3');
    // The state is multiplied by six in each of five passes.
    expect(third.said()).toContain(`result ${6 ** 5 % 1009}`);
    for (const job of ['1/1', '2/3', '3/2', '4/1', '4/2', '4/3', '5/3']) expect(begun(job)).toHaveLength(1);
    worker.kill();
    expect(await worker.ended).toBe(0);
    expect(await redis.keys()).toEqual([]);
  });

  it('a job is asked for twice: it is done once, and both get its result', async () => {
    const [one, other] = [await executorOf({ run: 'fit' }), await executorOf({ run: 'fit' })];
    const both = [run(one, jobsOf(4, 100)), run(other, jobsOf(4, 100))];
    for (let i = 0; i < 2; i++) await workerOf('--silent', '20');
    for (const outputs of both) expect(await outputs).toEqual([0, 10, 20, 30].map((value) => ({ value })));
    for (const value of [0, 1, 2, 3]) expect(begun(value)).toHaveLength(1);
    expect(seen).toHaveLength(8);
  });

  it('a job is delivered twice, because its worker was silent and then came back: it counts once', async () => {
    const executor = await executorOf();
    const first = await workerOf();
    const outputs = run(executor, jobsOf(3, 500));
    await until(() => begun(0).length === 1);
    first.kill('SIGSTOP');
    const second = await workerOf();
    await until(() => begun(0).length === 2);
    first.kill('SIGCONT');
    expectAll(await outputs, 3);
    await until(() => linesOf(log).filter((line) => line.startsWith('end 0 ')).length === 2);
    for (const worker of [first, second]) {
      worker.kill();
      expect(await worker.ended).toBe(0);
    }
    expect(seen).toHaveLength(3);
  });

  it('a job that kills every worker ends the run, with a guess why', async () => {
    const executor = await executorOf();
    const ended = executor.run(slow, [{ id: 'large', input: { value: 1, ms: 60_000, log } }])();
    for (let lost = 1; lost <= 4; lost++) {
      const worker = await workerOf();
      await until(() => begun(1).length === lost);
      worker.kill('SIGKILL');
    }
    await workerOf();
    expect(await ended).toMatchObject({
      left: { _tag: 'JobFailed', message: expect.stringContaining('job large (slow) failed: every worker') as string },
    });
  });
});
