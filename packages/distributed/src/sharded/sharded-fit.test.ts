import { fit, joint, meanLogDensity, mixtureOf, orThrow, runOrThrow } from '@bcl/em';
import { inlineExecutor } from '../local/inline-executor';
import { localExecutor } from '../local/local-executor';
import { temporaryFolder, type Folder } from '../shards/shards.fixture';
import type { Json } from '../executor/encoding';
import type { Executor } from '../executor/executor';
import { shardedFit } from './sharded-fit';
import type { ShardedFitOptions } from './options';
import { covarianceTypes, inShards, relativeDifference, rowsWithGaps, startOfType } from './sharded.fixture';
import { stateFromJSON, stateToJSON, type ShardedState } from './state';

let folder: Folder;
beforeAll(() => (folder = temporaryFolder()));
afterAll(() => folder.remove());
const inline = inlineExecutor();

describe.each(covarianceTypes)('a fit over shards, %s covariances', (covarianceType) => {
  const table = rowsWithGaps(3, 400, 0.15);
  const start = startOfType(covarianceType, 5);

  it.each(['standard', 'none'] as const)('is that of one process to 1e-9, scale %s', async (scale) => {
    const shards = inShards(folder, covarianceType, table.data, [40, 1, 259, 100]);
    const options = { components: 3, covarianceType, start, scale };
    const ours = await runOrThrow(shardedFit(inline, shards, { ...options, maxPasses: 6, tolerance: 0 }));
    const strategy = joint({ maxIterations: 6, tolerance: 0 });
    const whole = await runOrThrow(fit(table, { ...options, strategy }));
    expect(relativeDifference(ours.model, whole.model)).toBeLessThan(1e-9);
    expect(Math.abs(ours.logLikelihood - whole.logLikelihood)).toBeLessThan(1e-9);
    expect(ours).toMatchObject({ passes: 6, rows: 400, converged: false });
    whole.history.forEach(({ logLikelihood }, i) => expect(ours.history[i]).toBeCloseTo(logLikelihood, 9));
  });
});

describe('a fit over shards', () => {
  const table = rowsWithGaps(8, 600, 0.1);
  const options: ShardedFitOptions = {
    components: 3,
    sampleRows: 200,
    sampleFit: { strategy: 'joint', restarts: 3 },
    tolerance: 1e-4,
  };
  let shards: ReturnType<typeof inShards>;
  beforeAll(() => (shards = inShards(folder, 'whole', table.data, [200, 300, 100])));

  it('finds the clusters from a start of its own, and stops where fit would', async () => {
    const found = await runOrThrow(shardedFit(inline, shards, options));
    expect(found.converged).toBe(true);
    expect(found.logLikelihood).toBeCloseTo(orThrow(meanLogDensity(found.model, table)), 9);
    const whole = await runOrThrow(fit(table, { components: 3, strategy: 'joint', restarts: 3 }));
    expect(found.logLikelihood).toBeGreaterThan(whole.logLikelihood - 1e-3);
    const [before, last] = found.history.slice(-2);
    expect(last - before).toBeLessThan(1e-4);
  });

  it('is the same to the bit on any number of threads, and that of this thread', async () => {
    const on = async (executor: Executor) => {
      const found = await runOrThrow(shardedFit(executor, shards, { ...options, maxPasses: 3 }));
      await executor.close();
      return found;
    };
    const two = await on(localExecutor({ threads: 2 }));
    expect(await on(localExecutor({ threads: 1 }))).toEqual(two);
    // The threads run the build, this thread the sources.
    expect(relativeDifference(two.model, (await on(inline)).model)).toBeLessThan(1e-9);
  }, 30_000);

  it('goes on from any checkpoint to the same result bit for bit', async () => {
    const states: Json[] = [];
    const watched = {
      ...options,
      maxPasses: 4,
      tolerance: 0,
      onCheckpoint: (state: ShardedState) => void states.push(stateToJSON(state)),
    };
    const whole = await runOrThrow(shardedFit(inline, shards, watched));
    expect(states).toHaveLength(5);
    for (const state of states) {
      const resume = orThrow(stateFromJSON(JSON.parse(JSON.stringify(state))));
      expect(await runOrThrow(shardedFit(inline, shards, { ...options, maxPasses: 4, tolerance: 0, resume }))).toEqual(
        whole,
      );
    }
  });

  it('reports passes and jobs, whose ids hold run, pass and shard', async () => {
    const ids: string[] = [];
    const spy: Executor = {
      ...inline,
      run: (task, jobs, hooks) => {
        ids.push(...jobs.map(({ id }) => id));
        return inline.run(task, jobs, hooks);
      },
    };
    const kinds: string[] = [];
    let jobs = 0;
    await runOrThrow(
      shardedFit(spy, shards, {
        ...options,
        run: 'mine',
        maxPasses: 2,
        tolerance: 0,
        onPass: ({ kind, pass, jobSeconds }) => void kinds.push(`${kind} ${pass} ${jobSeconds.length}`),
        onJob: () => jobs++,
      }),
    );
    expect(kinds).toEqual(['look 0 3', 'em 1 3', 'em 2 3', 'score 3 3']);
    expect(jobs).toBe(12);
    expect(ids.filter((id) => id.endsWith('1'))).toEqual(
      ['look', 'pass-1', 'pass-2', 'score'].map((name) => `mine/${name}/shard-1`),
    );
  });

  it('stops between two passes and says so', async () => {
    const stop = new AbortController();
    const onPass = (): void => stop.abort();
    const outcome = await shardedFit(inline, shards, { ...options, onPass, signal: stop.signal })();
    expect(outcome).toMatchObject({ left: { _tag: 'Cancelled' } });
  });

  it('names job and shard when a shard cannot be read', async () => {
    const broken = [...shards.slice(0, 2), { ...shards[2], url: `${folder.path}/lost.f64` }];
    expect(await shardedFit(inline, broken, options)()).toMatchObject({
      left: {
        _tag: 'UnreadableShard',
        message: expect.stringMatching(
          /job [0-9a-f]{16}\/look\/shard-2 \(moments\) failed: .*lost\.f64.*no such file/,
        ) as string,
      },
    });
  });

  it('notices rows that were added after the first look', async () => {
    const own = inShards(folder, 'growing', table.data, [300, 300]);
    const onPass = ({ pass }: { pass: number }): void => {
      if (pass === 1) inShards(folder, 'growing', table.data, [300, 200]);
    };
    expect(await shardedFit(inline, own, { ...options, tolerance: 0, onPass })()).toMatchObject({
      left: {
        _tag: 'UnreadableShard',
        message: expect.stringContaining('500 rows in pass 2 where they had 600') as string,
      },
    });
  });

  it.each<[Partial<ShardedFitOptions>, string]>([
    [{ components: 0 }, 'components is 0'],
    [{ components: 601 }, 'the shards have 600 rows'],
    [{ maxPasses: 0 }, 'maxPasses is 0'],
    [{ tolerance: -1 }, 'tolerance is -1'],
    [{ floor: NaN }, 'floor is NaN'],
    [{ components: 4, sampleRows: 2 }, 'no start could be fitted to a sample'],
    [{ covarianceType: 'round' as never }, 'covarianceType is round'],
    [{ scale: 'log' as never }, 'scale is log'],
    [{ start: startOfType('tied', 1) }, 'the start has 3 tied components'],
    [
      { start: orThrow(mixtureOf({ means: [[0]], covariances: [[[1]]] })) },
      'the start has 1 dimensions, the shards 3 columns',
    ],
  ])('refuses %j', async (wrong, message) => {
    const components = wrong.start === undefined ? options.components : wrong.start.components;
    expect(await shardedFit(inline, shards, { ...options, components, ...wrong })()).toMatchObject({
      left: { _tag: 'InvalidOption', message: expect.stringContaining(message) as string },
    });
  });

  it('refuses no shards, shards of different widths, an empty column, and a checkpoint of another run', async () => {
    const message = async (given: typeof shards, rest = {}): Promise<string> => {
      const outcome = await shardedFit(inline, given, { ...options, ...rest })();
      return outcome._tag === 'Left' ? outcome.left.message : '';
    };
    expect(await message([])).toContain('there are no shards');
    expect(await message([shards[0], { ...shards[1], columns: 2 }])).toContain(
      'has 2 columns where the first one has 3',
    );
    const bare = inShards(folder, 'bare', Float64Array.of(1, NaN, 2, 3, NaN, 4), [1, 1]);
    expect(await message(bare)).toContain('column 1 has no known cell in any shard');
    const odd = inShards(folder, 'odd', Float64Array.of(1, 2, 2, 3, Infinity, 4), [2]);
    expect(await message(odd)).toContain('odd-0.f64): the cell in its row 1, column 1 is infinite');
    let resume: ShardedState | undefined;
    const onCheckpoint = (state: ShardedState): void => void (resume = state);
    await runOrThrow(shardedFit(inline, shards, { ...options, maxPasses: 1, onCheckpoint }));
    expect(await message(shards.slice(1), { resume })).toContain('belongs to other shards or settings');
  });
});
