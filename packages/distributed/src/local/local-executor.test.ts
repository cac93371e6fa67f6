import { runOrThrow } from '@bcl/errors';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Executor, Task } from '../executor/executor';
import { temporaryFolder, type Folder } from '../shards/shards.fixture';
import { inlineExecutor } from './inline-executor';
import { localExecutor } from './local-executor';

interface Doubling {
  readonly value: Float64Array;
  readonly delay?: number;
}
// The threads find the tasks by name in the module; what stands here is for the thread of the test.
const double: Task<Doubling, { value: Float64Array }> = {
  name: 'double',
  run: ({ value }, { shared = 2, progress }) => {
    progress(0.5, 'half');
    return Promise.resolve({ value: value.map((entry) => Number(shared) * entry) });
  },
};
const fail: Task<{ message: string }, never> = {
  name: 'fail',
  run: ({ message }) => Promise.reject(new Error(message)),
};
const meet: Task<{ log: string }, number> = {
  name: 'meet',
  run: () => Promise.reject(new Error('not in this thread')),
};
const die: Task<{ log: string }, never> = { name: 'die', run: () => Promise.reject(new Error('not in this thread')) };

const jobsOf = (count: number, rest = {}) =>
  Array.from({ length: count }, (_, index) => ({
    id: `job-${index}`,
    input: { value: Float64Array.of(index), ...rest },
  }));

// Threads take their time to start on a busy machine.
jest.setTimeout(30_000);

let folder: Folder;
beforeAll(() => (folder = temporaryFolder()));
afterAll(() => folder.remove());

describe.each<[string, () => Executor]>([
  ['threads', () => localExecutor({ threads: 2, modules: [path.join(__dirname, 'tasks.fixture.mjs')] })],
  ['this thread', inlineExecutor],
])('an executor on %s', (_, make) => {
  let executor: Executor;
  beforeAll(() => (executor = make()));
  afterAll(() => executor.close());

  it('gives outputs in the order of the jobs, and each to onResult once', async () => {
    const seen: string[] = [];
    const jobs = jobsOf(6).map((job, index) => ({ ...job, input: { ...job.input, delay: index === 0 ? 60 : 0 } }));
    const hooks = { onResult: (job: { id: string }) => seen.push(job.id) };
    const outputs = await runOrThrow(executor.run(double, jobs, hooks));
    expect(outputs.map(({ value }) => value)).toEqual(jobs.map((__, index) => Float64Array.of(2 * index)));
    expect(seen.sort()).toEqual(jobs.map(({ id }) => id));
  });

  it('hands over what jobs share, and reports progress', async () => {
    const notes: unknown[] = [];
    const hooks = { shared: 10, onProgress: (...report: unknown[]) => notes.push(report.slice(1)) };
    const [output] = await runOrThrow(executor.run(double, jobsOf(2, { delay: 20 }).slice(1), hooks));
    expect(output.value).toEqual(Float64Array.of(10));
    expect(notes).toEqual([[0.5, 'half']]);
  });

  it('names job and cause when a job fails, and goes on to work', async () => {
    const jobs = [{ id: 'seed-7', input: { message: 'the data are odd' } }];
    const outcome = await executor.run(fail, jobs)();
    const message = 'job seed-7 (fail) failed: the data are odd';
    expect(outcome).toEqual({ _tag: 'Left', left: { _tag: 'JobFailed', message } });
    expect(await runOrThrow(executor.run(double, jobsOf(1)))).toHaveLength(1);
  });

  it('drops jobs that have not begun when the caller stops', async () => {
    const stop = new AbortController();
    const seen: string[] = [];
    const onResult = (job: { id: string }): void => {
      seen.push(job.id);
      stop.abort();
    };
    const outcome = await executor.run(double, jobsOf(20), { onResult, signal: stop.signal })();
    expect(outcome).toMatchObject({ left: { _tag: 'Cancelled' } });
    expect(seen).toHaveLength(1);
    expect(await executor.run(double, jobsOf(1), { signal: stop.signal })()).toMatchObject({
      left: { _tag: 'Cancelled' },
    });
  });

  it('refuses two jobs of one id, and gives nothing for no jobs', async () => {
    const [job] = jobsOf(1);
    expect(await executor.run(double, [job, job])()).toMatchObject({
      left: { _tag: 'InvalidOption', message: expect.stringContaining('job-0') as string },
    });
    expect(await runOrThrow(executor.run(double, []))).toEqual([]);
  });

  it('rejects with what a hook of the caller throws', async () => {
    const onResult = (): never => {
      throw new RangeError('a mistake of the caller');
    };
    await expect(executor.run(double, jobsOf(3), { onResult })()).rejects.toThrow('a mistake of the caller');
  });
});

describe('localExecutor', () => {
  const modules = [path.join(__dirname, 'tasks.fixture.mjs')];

  it('works on several threads at a time', async () => {
    const executor = localExecutor({ threads: 2, modules });
    const log = folder.write('meeting', '');
    const threads = await runOrThrow(
      executor.run(
        meet,
        ['a', 'b'].map((id) => ({ id, input: { log } })),
      ),
    );
    await executor.close();
    expect(threads.every((thread) => thread > 0) && threads[0] !== threads[1]).toBe(true);
    expect(executor.name).toBe('local, 2 threads');
  });

  it('begins a job again whose thread ended, three times at most, and says so', async () => {
    const log = folder.write('deaths', '');
    const executor = localExecutor({ threads: 1, modules });
    const outcome = await executor.run(die, [{ id: 'large', input: { log } }])();
    await executor.close();
    expect(outcome).toMatchObject({ left: { _tag: 'JobFailed' } });
    expect(outcome).toMatchObject({
      left: {
        message: expect.stringMatching(/^job large \(die\) failed: its thread ended 3 times: .*code.* 3/) as string,
      },
    });
    expect(readFileSync(log, 'utf8')).toBe('...');
  });

  it('stops a job in its middle when it is cancelled', async () => {
    const executor = localExecutor({ threads: 1, modules });
    const stop = new AbortController();
    const running = executor.run(double, jobsOf(1, { delay: 600_000 }), {
      signal: stop.signal,
      onProgress: () => stop.abort(),
    })();
    expect(await running).toMatchObject({ left: { _tag: 'Cancelled' } });
    await executor.close();
  });

  it('names a task that its threads do not know, and a module without tasks', async () => {
    const plain = localExecutor({ threads: 1 });
    expect(await plain.run(double, jobsOf(1))()).toMatchObject({
      left: { _tag: 'InvalidOption', message: expect.stringContaining('no task is called "double"') as string },
    });
    await plain.close();
    const empty = localExecutor({ threads: 1, modules: [folder.write('none.mjs', 'export const tasks = 1;')] });
    expect(await empty.run(double, jobsOf(1))()).toMatchObject({
      left: { _tag: 'InvalidOption', message: expect.stringContaining('has no list of tasks') as string },
    });
    await empty.close();
  });

  it.each([0, 1.5, NaN, 4096])('refuses %d threads', (threads) => {
    expect(() => localExecutor({ threads })).toThrow(RangeError);
  });
});
