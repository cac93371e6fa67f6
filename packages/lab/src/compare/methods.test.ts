import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { problem, ProblemError, runOrThrow } from '@bcl/errors';
import type { ProgressUpdate } from '../progress/progress';
import { createRunFolder, type RunFolder } from '../run/folder';
import { readSummary } from '../run/summary';
import { compareMethods, type ComparisonRequest, type Method } from './methods';

let directory: string;
let folder: RunFolder;
beforeEach(async () => {
  directory = mkdtempSync(path.join(os.tmpdir(), 'lab-compare-'));
  const manifest = {
    schema: 1,
    app: 'toy',
    command: '',
    options: {},
    seeds: [],
    versions: {},
    platform: {},
    data: [],
  } as const;
  const times = { state: 'running', started: '', resumed: [] } as const;
  folder = await runOrThrow(createRunFolder(path.join(directory, 'run'), { ...manifest, ...times }));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

type Extra = { readonly curve: readonly number[] } | null;
const ran: string[] = [];
beforeEach(() => (ran.length = 0));

/** A method whose score tells its name and seed. */
function method(name: string, run?: Method<Extra>['run']): Method<Extra> {
  const usual: Method<Extra>['run'] = (seed) => ({
    metrics: { score: name.length + seed / 10 },
    extra: { curve: [seed, 1 / 3] },
  });
  return {
    name,
    run: (seed, tools) => {
      ran.push(`${name}/${seed}`);
      return (run ?? usual)(seed, tools);
    },
  };
}
function compare(methods: readonly Method<Extra>[], more: Partial<ComparisonRequest<Extra>> = {}) {
  let time = 0;
  const { signal } = new AbortController();
  return compareMethods<Extra>({ methods, seeds: [0, 1], folder, signal, clock: () => (time += 500), ...more })();
}
const lines = () =>
  readFileSync(path.join(folder.path, 'metrics.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

describe('compareMethods', () => {
  it('runs every method for every seed, seed by seed, and writes the summary', async () => {
    const done = await compare([method('a'), method('bb')]);
    expect(ran).toEqual(['a/0', 'bb/0', 'a/1', 'bb/1']);
    const summary = {
      schema: 1,
      app: 'toy',
      seeds: [0, 1],
      methods: [
        { name: 'a', metrics: { score: [1, 1.1] }, seconds: [0.5, 0.5] },
        { name: 'bb', metrics: { score: [2, 2.1] }, seconds: [0.5, 0.5] },
      ],
    };
    expect(done).toMatchObject({ right: { summary } });
    expect(await readSummary(folder.path)()).toEqual(E.right(summary));
  });

  it('reads finished cells instead of running them again, with the same comparison', async () => {
    const first = await compare([method('a'), method('b')]);
    ran.length = 0;
    expect(await compare([method('a'), method('b')])).toEqual(first);
    expect(ran).toEqual([]);
    rmSync(path.join(folder.path, 'cells/b-0.json'));
    writeFileSync(path.join(folder.path, 'cells/a-1.json'), '{"schema": 1, "meth'); // cut short by other means
    expect(await compare([method('a'), method('b')])).toEqual(first);
    expect(ran).toEqual(['b/0', 'a/1']);
  });

  it('gives what a fresh and a resumed run can both give: infinite scores and numbers as not finite', async () => {
    const odd = method('a', () => ({ metrics: { score: -Infinity }, extra: { curve: [1, NaN] } }));
    const fresh = await compare([odd]);
    expect(fresh).toMatchObject({ right: { cells: [{ metrics: { score: NaN }, extra: { curve: [1, null] } }, {}] } });
    expect(await compare([odd])).toEqual(fresh);
  });

  it('keeps reports and results in metrics.jsonl and moves the bar by fractions', async () => {
    const updates: ProgressUpdate[] = [];
    const starts: unknown[] = [];
    const progress = (...args: unknown[]) => {
      starts.push(args);
      return { update: (u: ProgressUpdate) => void updates.push(u), aside: () => undefined, finish: () => undefined };
    };
    const reporting = method('a', (_, { report }) => {
      report(0.5, { step: 1, KL: 0.3 });
      return { metrics: { KL: 0.2 }, extra: null };
    });
    await compare([reporting], { progress, show: ['KL'], seeds: [7], group: 'glass' });
    expect(starts).toEqual([[1, 'fits', 0]]);
    expect(updates.map(({ done, figures }) => [done, figures])).toEqual([
      [0, undefined],
      [0.5, { KL: 0.3 }],
      [1, { KL: 0.2 }],
    ]);
    expect(updates[0].label).toBe('glass a, seed 7');
    expect(lines()).toEqual([
      { group: 'glass', method: 'a', seed: 7, seconds: 0.5, step: 1, KL: 0.3 },
      { group: 'glass', method: 'a', seed: 7, seconds: 1, done: true, KL: 0.2 },
    ]);
    expect(readdirSync(path.join(folder.path, 'cells/glass'))).toEqual(['a-7.json']);
  });

  it('says how long a fit of many parts still takes, by what it did itself', async () => {
    const labels: (string | undefined)[] = [];
    const bar = {
      update: (u: ProgressUpdate) => void labels.push(u.label),
      aside: () => undefined,
      finish: () => undefined,
    };
    let time = 0;
    const long = method('a', (_, { report }) => {
      for (const part of [5, 6, 8, 10]) {
        time = part * 60_000;
        report(part / 10, { step: part }, `part ${part} of 10`);
      }
      return { metrics: { score: 1 }, extra: null };
    });
    await compare([long], { progress: () => bar, seeds: [7], clock: () => time });
    expect(labels).toEqual([
      'a, seed 7',
      'a, seed 7, part 5 of 10',
      'a, seed 7, part 6 of 10, 4:00 left in it',
      'a, seed 7, part 8 of 10, 2:00 left in it',
      'a, seed 7, part 10 of 10',
      'a, seed 7',
    ]);
  });

  it('keeps methods and groups of any name apart on the disk', async () => {
    const names = ['a/b', 'a b', '..', 'é', 'A*'];
    await compare(names.map((name) => method(name)), { group: '../out', seeds: [0] }); // prettier-ignore
    expect(readdirSync(path.join(folder.path, 'cells'))).toEqual(['%2e%2e%2Fout']);
    expect(readdirSync(path.join(folder.path, 'cells/%2e%2e%2Fout'))).toHaveLength(names.length);
  });

  it('stops at the signal, throws the cell in hand away, and keeps the seeds that are whole', async () => {
    const controller = new AbortController();
    const stopping = method('b', async (seed, { pause }) => {
      if (seed === 1) controller.abort();
      await pause();
      return { metrics: { score: seed }, extra: null };
    });
    const done = await compare([method('a'), stopping], { signal: controller.signal, seeds: [0, 1, 2] });
    expect(done).toMatchObject({ left: { _tag: 'Interrupted', message: 'Stopped (b, seed 1)' } });
    expect(readdirSync(path.join(folder.path, 'cells')).sort()).toEqual(['a-0.json', 'a-1.json', 'b-0.json']);
    expect(await readSummary(folder.path)()).toMatchObject({ right: { seeds: [0] } });
  });

  it.each([
    ['an error', () => Promise.reject(new Error('singular')), 'CellFailed', 'A fit failed (b, seed 0): singular'],
    ['a score that is NaN', () => ({ metrics: { KL: NaN }, extra: null }), 'CellFailed', 'its KL is not a number'],
    [
      'a problem of its own',
      () => Promise.reject(new ProblemError(problem('Offline', { what: 'No network' }))),
      'Offline',
      'No network',
    ],
  ])('ends with a problem at %s and keeps what was done', async (_, run, tag, message) => {
    const done = await compare([method('a'), method('b', run)]);
    expect(done).toMatchObject({ left: { _tag: tag, message: expect.stringContaining(message) as string } });
    expect(readdirSync(path.join(folder.path, 'cells'))).toEqual(['a-0.json']);
  });

  it('refuses a comparison of nothing, or of two of the same name', async () => {
    await expect(compare([])).rejects.toThrow(RangeError);
    await expect(compare([method('a'), method('a')])).rejects.toThrow('two methods have one name');
    await expect(compare([method('a')], { seeds: [1, 1] })).rejects.toThrow('a seed stands twice');
  });

  it('refuses a method whose metrics change with the seed', async () => {
    const changing = method('a', (seed) => ({ metrics: { [seed === 0 ? 'x' : 'y']: 1 }, extra: null }));
    await expect(compare([changing])).rejects.toThrow('a gave no x for seed 1');
  });
});
