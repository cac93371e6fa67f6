/** One fit over shards by workers that are processes of their own: the numbers of one process, whatever happens to a worker. */
import { fit, joint, runOrThrow } from '@bcl/em';
import { rmSync } from 'node:fs';
import type { Executor } from '../../executor/executor';
import { shardedFit } from '../../sharded/sharded-fit';
import { inShards, relativeDifference, rowsWithGaps, startOfType } from '../../sharded/sharded.fixture';
import { temporaryFolder, type Folder } from '../../shards/shards.fixture';
import { redisExecutor } from '../redis-executor';
import { describeWithRedis, startRedis, type RedisServer } from '../../testing/redis-server';
import { bundlePrograms, startProgram, stopAll, type Program, type Programs } from './processes.fixture';

jest.setTimeout(60_000);

describeWithRedis('a fit over shards on a queue', () => {
  let programs: Programs;
  let folder: Folder;
  let redis: RedisServer;
  let executor: Executor;
  const table = rowsWithGaps(3, 400, 0.15);
  const start = startOfType('full', 5);

  beforeAll(async () => {
    programs = bundlePrograms();
    folder = temporaryFolder();
    redis = await startRedis();
  });
  beforeEach(async () => {
    executor = await runOrThrow(redisExecutor({ url: redis.url, lookSeconds: 0.5, backoffSeconds: 0.1 }));
  });
  afterEach(async () => {
    await executor.close();
    await stopAll();
  });
  afterAll(async () => {
    await redis.dispose();
    folder.remove();
    programs.remove();
  });

  const workerOf = async (): Promise<Program> => {
    const worker = startProgram(programs.worker, ['--redis', redis.url, '--silent', '1']);
    await worker.line(/listens to/);
    return worker;
  };

  it('is that of one process to 1e-9, also when a worker is killed on the way', async () => {
    const workers = await Promise.all([workerOf(), workerOf()]);
    const shards = inShards(folder, 'whole', table.data, [40, 1, 259, 100]);
    const options = { components: 3, start };
    let jobs = 0;
    const kill = () => {
      if ((jobs += 1) === 10) workers[0].kill('SIGKILL');
    };
    const passes = { maxPasses: 6, tolerance: 0, onJob: kill };
    const ours = await runOrThrow(shardedFit(executor, shards, { ...options, ...passes }));
    expect(await workers[0].ended).toBe('SIGKILL');
    const whole = await runOrThrow(fit(table, { ...options, strategy: joint({ maxIterations: 6, tolerance: 0 }) }));
    expect(relativeDifference(ours.model, whole.model)).toBeLessThan(1e-9);
    expect(Math.abs(ours.logLikelihood - whole.logLikelihood)).toBeLessThan(1e-9);
    // A look, six passes and the score, four shards each, none counted twice.
    expect(jobs).toBe(8 * 4);
    expect(ours).toMatchObject({ passes: 6, rows: 400 });
  });

  it('names the shard that cannot be read', async () => {
    const worker = await workerOf();
    const shards = inShards(folder, 'torn', table.data, [200, 150, 50]);
    let passes = 0;
    const ended = await shardedFit(executor, shards, {
      components: 3,
      start,
      maxPasses: 6,
      onPass: () => {
        if ((passes += 1) === 2) rmSync(shards[1].url);
      },
    })();
    expect(ended).toMatchObject({ left: { _tag: 'UnreadableShard' } });
    expect(ended).toMatchObject({ left: { message: expect.stringContaining(shards[1].url) as string } });
    expect(worker.said()).toMatch(/failed, attempt 1 of 3, to be tried again/);
    worker.kill();
    expect(await worker.ended).toBe(0);
    await executor.close();
    expect(await redis.keys()).toEqual([]);
  });
});
