import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { commandLine } from '@bcl/experiments/testing';
import { key, normal } from '@bcl/random';
import { app } from './app';

let directory: string;
beforeEach(() => (directory = realpathSync(mkdtempSync(path.join(tmpdir(), 'large-table-')))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const start = (argv: readonly string[], interruptAt?: string) => commandLine(app, directory, argv, interruptAt);
const text = (name: string): string => readFileSync(path.join(directory, name), 'utf8');
const json = (name: string) => JSON.parse(text(name)) as Record<string, unknown>;
const stored = (name: string, content: string | Uint8Array): string => {
  writeFileSync(path.join(directory, name), content);
  return name;
};

/** Rows of two columns around two centres. */
const cells = normal(key('large table'), 600).map((value, i) => value + (i % 4 < 2 ? -3 : 3));
const f32 = new Uint8Array(Float32Array.from(cells).buffer);
const csv = `x,y\n${Array.from({ length: 300 }, (_, n) => `${cells[2 * n]},${n % 9 === 0 ? '' : cells[2 * n + 1]}`).join('\n')}\n`;
const small = ['--quick', '--components', '2', '--threads', '1'];

describe('bad input: one line, exit code 2, nothing left', () => {
  it.each<[string, string | Uint8Array, readonly string[], string]>([
    ['a.f32', f32, [], 'The number of columns is not known'],
    ['a.f32', f32, ['--columns', '7'], 'has 2400 bytes, a row of 7 columns of float32 takes 28, and 20 are left over'],
    ['a.f32', f32.slice(0, 99), ['--columns', '2'], 'and 3 are left over; check the number of columns and the type'],
    ['a.f32.gz', f32, ['--columns', '2'], 'called .gz and is no gzip'],
    ['a.f32', f32, ['--columns', '2', '--components', '301'], 'but there are only 300 rows'],
    ['a.f32', f32, ['--columns', '2', '--components', '0'], "--components is '0'"],
    ['a.f32', f32, ['--columns', '2', '--threads', 'all'], "--threads is 'all'"],
    [
      'a.f32',
      new Uint8Array(Float32Array.of(1, 2, 3, Infinity).buffer),
      ['--columns', '2'],
      'a cell is infinite (row 1, column 1)',
    ],
    ['a.csv', 'x,y\n1,2\n3\n', ['--type', 'csv'], 'a.csv, line 3'],
    ['a.f32', f32, ['--columns', '600', '--components', '1000000000'], 'GB of memory, and '],
  ])('%s, case %#', async (name, content, options, message) => {
    const file = stored(name, content);
    const { code, stderr } = await start(['--data', file, ...small, ...options]);
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n').at(-1)).toMatch(/^large-table: [^\n]+$/);
    expect(code).toBe(2);
    expect(readdirSync(directory)).toEqual([file]);
  });

  it.each([
    [['--data', 'none.f32', '--columns', '2'], 'There is no such file'],
    [['--type', 'csv'], '--type csv belongs to a file of your own'],
    [['--resume', '.'], 'it has no manifest.json'],
  ])('%j', async (argv, message) => {
    const { code, stderr } = await start([...argv, ...(argv[0] === '--resume' ? [] : small)]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(readdirSync(directory)).toEqual([]);
  });
});

it('fits a simulated file of its own, says so, and leaves everything in the run folder', async () => {
  const { code, stdout } = await start([
    '--quick',
    '--rows',
    '3000',
    '--columns',
    '3',
    '--threads',
    '1',
    '--out',
    'run',
  ]);
  expect(stdout).toContain('No --data: 3000 simulated rows of 3 columns are fitted');
  expect(code).toBe(0);
  expect(json('run/model-0.json')).toMatchObject({ format: 'bcl-gaussian-mixture', covarianceType: 'full' });
  expect(json('run/summary.json')).toMatchObject({
    methods: [{ name: 'passes', metrics: { steps: [3], peakMegabytes: [expect.any(Number)] } }],
  });
  expect(text('run/report.html')).toContain('Mean log-likelihood by pass');
}, 30_000);

it.each<[string, string | Uint8Array, readonly string[]]>([
  ['a.f32.gz', gzipSync(f32), ['--columns', '2']],
  ['a.csv', csv, ['--type', 'csv', '--covariance-type', 'tied']],
  ['a.csv.gz', gzipSync(csv), ['--type', 'csv', '--mode', 'stepwise', '--sample', '100']],
])(
  'fits %s',
  async (name, content, options) => {
    const file = stored(name, content);
    const { code } = await start(['--data', file, ...small, ...options, '--out', 'run']);
    expect(code).toBe(0);
    expect(json('run/manifest.json')).toMatchObject({
      state: 'finished',
      data: [{ path: path.join(directory, file) }],
    });
    const { means } = json('run/model-0.json') as { means: number[][] };
    expect(means.map(([mean]) => Math.round(mean / 3)).sort()).toEqual([-1, 1]);
  },
  30_000,
);

describe('a run that was stopped', () => {
  const options = ['--data', 'a.f32', '--columns', '2', ...small, '--tolerance', '0', '--checkpoint', '0'];
  const modes: readonly [string, readonly string[], readonly string[]][] = [
    ['passes', ['--passes', '4'], ['first look', 'pass 1', 'pass 3']],
    ['stepwise', ['--mode', 'stepwise', '--sample', '50'], ['batch 1', 'batch 4']],
  ];
  it.each(modes)(
    '%s: goes on to what an unbroken one gives',
    async (_, own, places) => {
      stored('a.f32', f32);
      expect((await start([...options, ...own, '--out', 'whole'])).code).toBe(0);
      for (const [i, place] of places.entries()) {
        const stopped = await start([...options, ...own, '--out', `parts-${i}`], place);
        expect(stopped.code).toBe(130);
        expect(existsSync(path.join(directory, `parts-${i}/model-0.json`))).toBe(false);
        expect((await start(['--resume', `parts-${i}`])).code).toBe(0);
        expect(text(`parts-${i}/model-0.json`)).toBe(text('whole/model-0.json'));
        const history = (folder: string) => json(`${folder}/fits/seed-0.json`).history;
        expect(history(`parts-${i}`)).toEqual(history('whole'));
      }
    },
    60_000,
  );

  it('does not go on with another file', async () => {
    stored('a.f32', f32);
    expect((await start([...options, '--out', 'run'], 'pass 2')).code).toBe(130);
    stored('a.f32', f32.slice(0, 1600));
    const { code, stderr } = await start(['--resume', 'run']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('The data file has changed since the run began')]);
  }, 30_000);
});
