import { fit, fromJSON, meanLogDensity, orThrow, runOrThrow } from '@bcl/em';
import { readFileSync } from 'node:fs';
import type { Executor } from '../executor/executor';
import { inlineExecutor } from '../local/inline-executor';
import { localExecutor } from '../local/local-executor';
import { bytesOf, temporaryFolder, type Folder } from '../shards/shards.fixture';
import { rowsWithGaps } from '../sharded/sharded.fixture';
import type { FitData } from '../task/fit';
import { jobsOf, type SweepPlan } from './plan';
import { sweep, type SweepRow } from './sweep';

let folder: Folder;
beforeAll(() => (folder = temporaryFolder()));
afterAll(() => folder.remove());

const tableOf = (seed: number, rows: number) => ({ rows, columns: 3, data: rowsWithGaps(seed, rows, 0.1).data });
const train = tableOf(1, 120);
const labelled: FitData = { train, test: tableOf(2, 40), labels: Int32Array.from({ length: 120 }, (_, n) => n % 3) };
const plan: SweepPlan = {
  data: { labelled, plain: { train: tableOf(3, 50) } },
  settings: [
    { components: 2, strategy: 'joint' },
    { components: 3, strategy: 'joint', covarianceType: 'diagonal' },
  ],
  seeds: [4, 7],
  restarts: 2,
};
const withoutSeconds = (rows: readonly SweepRow[]) => rows.map((row) => ({ ...row, seconds: 0 }));
const counting = (): Executor & { done: string[] } => {
  const inline = inlineExecutor();
  const done: string[] = [];
  return {
    ...inline,
    done,
    run: (task, jobs, hooks) => {
      done.push(...jobs.map(({ id }) => id));
      return inline.run(task, jobs, hooks);
    },
  };
};

describe('sweep', () => {
  it('gives a row for each data set, setting and seed, the best restart by training likelihood', async () => {
    const rows = await runOrThrow(sweep(inlineExecutor(), plan));
    expect(rows.map(({ data, setting, seed }) => `${data} ${setting.components} ${seed}`)).toEqual(
      ['labelled', 'plain'].flatMap((name) => [`${name} 2 4`, `${name} 2 7`, `${name} 3 4`, `${name} 3 7`]),
    );
    for (const { restart, restarts, scores } of rows) {
      expect(restarts).toHaveLength(2);
      expect(scores?.logLikelihood).toBe(Math.max(...restarts.map((value) => value ?? -Infinity)));
      expect(restarts.indexOf(scores?.logLikelihood)).toBe(restart);
    }
    const { scores } = rows[0];
    const model = orThrow(fromJSON(scores?.mixture));
    expect(scores?.heldOut).toBe(orThrow(meanLogDensity(model, labelled.test as never)));
    expect(scores?.nmi).toBeGreaterThanOrEqual(0);
    expect(scores?.ari).toBeLessThan(1);
    expect(rows[4].scores).not.toHaveProperty('nmi');
    expect(rows[4].scores).not.toHaveProperty('heldOut');
  });

  it('fits what fit does with the seed, where there is one restart', async () => {
    const [row] = await runOrThrow(sweep(inlineExecutor(), { ...plan, restarts: 1 }));
    const { logLikelihood } = await runOrThrow(fit(train, { components: 2, strategy: 'joint', seed: 4 }));
    expect(row.scores?.logLikelihood).toBe(logLikelihood);
    expect(row.restarts).toEqual([logLikelihood]);
  });

  it('is the same on threads, rows in memory or in a file', async () => {
    const url = folder.write('train.f64', bytesOf(train.data));
    const file = { train: { url, type: 'float64' as const, columns: 3 } };
    const threads = localExecutor({ threads: 2 });
    const small = { ...plan, data: { memory: { train }, file }, seeds: [1], restarts: 1 };
    const rows = await runOrThrow(sweep(threads, small));
    await threads.close();
    const scores = rows.map((row) => row.scores);
    expect(scores.slice(2)).toEqual(scores.slice(0, 2));
    const here = await runOrThrow(sweep(inlineExecutor(), small));
    // The threads run the build, this thread the sources.
    here.forEach((row, i) => expect(row.scores?.logLikelihood).toBeCloseTo(scores[i]?.logLikelihood ?? NaN, 6));
  }, 30_000);

  it('keeps what is finished, and does the rest alone', async () => {
    const results = `${folder.path}/results.jsonl`;
    const stop = new AbortController();
    const onFit = ({ finished, total }: { finished: number; total: number }): void => {
      expect(total).toBe(16);
      if (finished === 5) stop.abort();
    };
    const first = await sweep(inlineExecutor(), plan, { results, onFit, signal: stop.signal })();
    expect(first).toMatchObject({ left: { _tag: 'Cancelled' } });
    expect(readFileSync(results, 'utf8').trim().split('\n')).toHaveLength(5);
    // As a power failure leaves a file: the last line is not whole.
    folder.write('results.jsonl', readFileSync(results, 'utf8').slice(0, -30));
    const second = counting();
    const rows = await runOrThrow(sweep(second, plan, { results }));
    expect(second.done).toEqual(
      jobsOf(plan)
        .slice(4)
        .map(({ id }) => id),
    );
    expect(withoutSeconds(rows)).toEqual(withoutSeconds(await runOrThrow(sweep(inlineExecutor(), plan))));
    const third = counting();
    expect(withoutSeconds(await runOrThrow(sweep(third, plan, { results })))).toEqual(withoutSeconds(rows));
    expect(third.done).toEqual([]);
  });

  it('does a job again when its rows or its setting are others, not when they are written in another order', () => {
    const ids = (change: Partial<SweepPlan>): string[] => jobsOf({ ...plan, ...change }).map(({ id }) => id);
    const known = new Set(ids({}));
    expect(known.size).toBe(16);
    expect(ids({ data: { labelled: plan.data.plain } }).every((id) => known.has(id))).toBe(true);
    expect(ids({ settings: [{ strategy: 'joint', components: 2 }] }).every((id) => known.has(id))).toBe(true);
    expect(ids({ settings: [{ components: 2 }] }).some((id) => known.has(id))).toBe(false);
    expect(ids({ data: { labelled: { ...labelled, train: tableOf(9, 120) } } }).some((id) => known.has(id))).toBe(
      false,
    );
  });

  it('makes a row of a fit that cannot be done, and goes on', async () => {
    const settings = [{ components: 500 }, { components: 1 }];
    const rows = await runOrThrow(sweep(inlineExecutor(), { ...plan, data: { labelled }, settings, seeds: [1] }));
    expect(rows[0]).toMatchObject({ restart: undefined, scores: undefined, restarts: [undefined, undefined] });
    expect(rows[0].failed).toContain('components is 500, but there are only 120 rows');
    expect(rows[1].failed).toBeUndefined();
  });

  it('ends at data that cannot be read, and says which', async () => {
    const data = { lost: { train: { url: `${folder.path}/lost.csv`, type: 'csv' as const } } };
    expect(await sweep(inlineExecutor(), { ...plan, data })()).toMatchObject({
      left: { _tag: 'UnreadableShard', message: expect.stringContaining('lost.csv') as string },
    });
  });

  it.each<[Partial<SweepPlan>, string]>([
    [{ data: {} }, 'no data set'],
    [{ settings: [] }, 'no setting'],
    [{ seeds: [] }, 'no seed'],
    [{ seeds: [-1] }, 'a seed is -1'],
    [{ seeds: [1, 1] }, 'a seed occurs twice'],
    [{ restarts: 0 }, 'restarts is 0'],
    [
      {
        settings: [
          { components: 2, ridge: 0 },
          { ridge: 0, components: 2 },
        ],
      },
      'a setting occurs twice',
    ],
  ])('refuses %j', async (wrong, message) => {
    expect(await sweep(inlineExecutor(), { ...plan, ...wrong })()).toMatchObject({
      left: { _tag: 'InvalidOption', message: expect.stringContaining(message) as string },
    });
  });

  it('refuses a file that holds something else, and leaves it', async () => {
    const results = folder.write('notes.txt', 'my notes\nmore\n');
    expect(await sweep(inlineExecutor(), plan, { results })()).toMatchObject({
      left: { _tag: 'InvalidOption', message: expect.stringContaining('notes.txt, line 1') as string },
    });
    expect(readFileSync(results, 'utf8')).toBe('my notes\nmore\n');
  });
});
