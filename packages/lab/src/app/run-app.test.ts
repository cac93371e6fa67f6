import { mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { problem, ProblemError, runOrThrow } from '@bcl/errors';
import { writeReport } from '../report/write';
import { compareMethods } from '../compare/methods';
import { defineApp, type RunContext } from './define';
import type { Io } from './io';
import { runApp } from './run-app';

const options = {
  iterations: { kind: 'integer', default: 500, quick: 5, min: 1, unit: 'EM steps', description: 'outer iterations' },
  floor: { kind: 'number', default: 1e-5, min: 0, description: 'smallest eigenvalue' },
  start: { kind: 'choice', choices: ['normal', 'kmeans'], default: 'normal', description: 'start' },
  test: { kind: 'path', description: 'test file' },
  part: { kind: 'module', description: 'the part to use' },
} as const;
type Run = (context: RunContext<typeof options>) => Promise<void>;

let directory: string;
beforeEach(() => (directory = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'lab-app-')))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** An app around `run`, started with a recorded world. */
async function start(argv: readonly string[], run: Run = () => Promise.resolve(), env: Io['env'] = {}) {
  let stdout = '';
  let stderr = '';
  const exits: number[] = [];
  const listeners = new Set<() => void>();
  let time = 0;
  const io: Io = {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    env,
    directory,
    now: () => new Date('2026-01-02T03:04:05.678Z'),
    clock: () => (time += 10),
    onSignal: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    exit: (code) => exits.push(code),
  };
  const world = {
    interrupt: () => listeners.forEach((listener) => listener()),
    wait: (ms: number) => (time += ms),
  };
  const app = defineApp({
    name: 'toy',
    description: 'A toy.',
    options,
    seeds: { count: 3 },
    data: 'the table',
    failures: ['Diverged'],
    run: (context) => run(Object.assign(context, { world })),
  });
  const code = await runApp(app, argv, io);
  return { code, stdout, stderr, exits, listening: listeners.size };
}
type World = { readonly world: { readonly interrupt: () => void; readonly wait: (ms: number) => void } };
const worldOf = (context: unknown) => (context as World).world;
const manifestIn = (folder: string) =>
  JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as Record<string, unknown>;

describe('runApp', () => {
  it('gives the run its options and leaves a finished manifest in runs/<app>/<time stamp>', async () => {
    let seen: unknown;
    const run: Run = ({ options, seeds, quick, data }) => {
      seen = { options: { ...options }, seeds, quick, data };
      return Promise.resolve();
    };
    const { code, stdout, listening } = await start(['--', '--iterations', '7', '--seed', '4', '--data', 'x.csv'], run);
    expect(code).toBe(0);
    expect(listening).toBe(0);
    expect(seen).toMatchObject({
      options: { iterations: 7, floor: 1e-5, start: 'normal' },
      seeds: [4, 5, 6],
      quick: false,
      data: path.join(directory, 'x.csv'),
    });
    const folder = path.join(directory, 'runs/toy/2026-01-02_03-04-05-678');
    expect(stdout).toBe(`Run folder: ${folder}\n`);
    expect(manifestIn(folder)).toMatchObject({
      schema: 1,
      app: 'toy',
      command: `pnpm --filter apps/toy start --iterations 7 --seed 4 --seeds 3 --data ${directory}/x.csv`,
      options: { iterations: 7, floor: 1e-5, start: 'normal', seed: 4, seeds: 3, quick: false },
      seeds: [4, 5, 6],
      state: 'finished',
      started: '2026-01-02T03:04:05.678Z',
      ended: '2026-01-02T03:04:05.678Z',
      versions: { node: process.versions.node },
    });
  });

  it('gives the run the project and the modules that it names, files by their absolute path', async () => {
    writeFileSync(path.join(directory, 'package.json'), '{}');
    const seen: unknown[] = [];
    const run: Run = ({ options, project }) => Promise.resolve(void seen.push(options.part, project));
    await start(['--part', './my/part.ts', '--out', 'a'], run);
    await start(['--part', 'my-part', '--out', 'b'], run);
    await start(['--part', '@my/part', '--out', 'c'], run);
    const file = path.join(directory, 'my/part.ts');
    expect(seen).toEqual([file, directory, 'my-part', directory, '@my/part', directory]);
    expect(manifestIn(path.join(directory, 'a')).options).toMatchObject({ part: file });
  });

  it('gives the run sources as addresses or absolute paths', async () => {
    const seen: unknown[] = [];
    const app = defineApp({
      name: 'reader',
      description: 'Reads.',
      seeds: { count: 1 },
      options: { rows: { kind: 'source', description: 'rows' } },
      run: ({ options }) => Promise.resolve(void seen.push(options.rows)),
    });
    const io: Io = {
      stdout: { write: () => true },
      stderr: { write: () => true },
      env: {},
      directory,
      now: () => new Date(0),
      clock: () => 0,
      onSignal: () => () => undefined,
      exit: () => undefined,
    };
    await runApp(app, ['--rows', 'https://host/a//b?x=../c', '--out', 'a'], io);
    await runApp(app, ['--rows', 'my/rows', '--out', 'b'], io);
    expect(seen).toEqual(['https://host/a//b?x=../c', path.join(directory, 'my/rows')]);
  });

  it('takes the small defaults with --quick', async () => {
    let seen: unknown;
    await start(['--quick'], ({ options, seeds }) => {
      seen = [options.iterations, seeds];
      return Promise.resolve();
    });
    expect(seen).toEqual([5, [0]]);
  });

  it('prints help with defaults, units and ranges, and makes no folder', async () => {
    const { code, stdout, stderr } = await start(['--help']);
    expect(code).toBe(0);
    expect(stderr).toBe('');
    for (const part of [
      '--iterations <N>',
      'of at least 1, in EM steps',
      'default: 500',
      'with --quick: 5',
      '--resume',
    ]) {
      expect(stdout.replace(/\s+/g, ' ')).toContain(part);
    }
    expect(readdirSync(directory)).toEqual([]);
  });

  it.each([
    [['--frobnicate'], "unknown option '--frobnicate'"],
    [['--iteration', '3'], 'Did you mean --iterations?'],
    [['--iterations'], "option '--iterations <N>' argument missing"],
    [['--iterations', 'many'], "--iterations is 'many': it must be a whole number of at least 1 (EM steps)"],
    [['--iterations', '0'], "--iterations is '0'"],
    [['--iterations', '2.5'], "--iterations is '2.5'"],
    [['--floor', 'NaN'], "--floor is 'NaN'"],
    [['--floor', '-1'], "--floor is '-1'"],
    [['--start', 'best'], 'it must be one of normal, kmeans'],
    [['--seeds', '1e99'], "--seeds is '1e99'"],
    [['--data', ''], "--data is ''"],
    [['stray'], 'too many arguments'],
    [['--out', 'a', '--resume', 'b'], '--out and --resume are both given'],
    [['--resume', 'nowhere'], 'it has no manifest.json'],
  ])('refuses %j in one line with exit code 2 and leaves nothing', async (argv, message) => {
    const { code, stdout, stderr } = await start(argv);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^toy: [^\n]+\n$/);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('refuses an --out that is a file, lies under one, or is not empty', async () => {
    writeFileSync(path.join(directory, 'file'), '');
    mkdirSync(path.join(directory, 'full'));
    writeFileSync(path.join(directory, 'full/x'), '');
    for (const [out, reason] of [
      ['file', 'there is something of that name already'],
      ['file/below', 'a part of the path is a file'],
      ['full', 'The output folder is not empty'],
    ] as const) {
      const { code, stderr } = await start(['--out', out]);
      expect(code).toBe(2);
      expect(stderr).toContain(reason);
      expect(stderr).toMatch(/^[^\n]+\n$/);
    }
    expect(readdirSync(directory).sort()).toEqual(['file', 'full']);
  });

  it('ends with 2 and no folder when the run finds bad input at once, with the folder when it does so later', async () => {
    const bad: Run = () => Promise.reject(new ProblemError(problem('BadTable', { what: 'Line 3 is short' })));
    const early = await start(['--out', 'a/b/c'], bad);
    expect(early).toMatchObject({ code: 2, stderr: 'toy: Line 3 is short\n' });
    expect(readdirSync(directory)).toEqual([]);
    const late = await start(['--out', 'd'], async (context) => {
      await context.folder.record({ step: 1 });
      await bad(context);
    });
    expect(late.code).toBe(2);
    expect(manifestIn(path.join(directory, 'd'))).toMatchObject({ state: 'failed', error: 'Line 3 is short' });
  });

  it('ends with 1 for failures: errors, and the tags that the app names; a stack trace only when asked for', async () => {
    const broken: Run = () => Promise.reject(new Error('a\nb'));
    const quiet = await start(['--out', 'a'], broken);
    expect(quiet.code).toBe(1);
    expect(quiet.stderr).toBe(`toy: a b\nWhat was done is in ${directory}/a\n`);
    expect((await start(['--out', 'b'], broken, { BCL_DEBUG: '1' })).stderr).toContain('run-app.test.ts');
    const diverged: Run = () => Promise.reject(new ProblemError(problem('Diverged', { what: 'It diverged' })));
    expect((await start(['--out', 'c'], diverged)).code).toBe(1);
    expect(manifestIn(path.join(directory, 'c'))).toMatchObject({ state: 'failed' });
  });

  it('stops in order at the first signal and at once at a second that is no echo', async () => {
    const { code, stderr, exits } = await start(['--out', 'a b'], (context) => {
      const { interrupt, wait } = worldOf(context);
      expect(context.signal.aborted).toBe(false);
      interrupt();
      interrupt();
      expect(context.signal.aborted).toBe(true);
      wait(2000);
      interrupt();
      return Promise.resolve();
    });
    expect(code).toBe(130);
    expect(exits).toEqual([130]);
    expect(stderr).toContain(`Stopped. Go on with: pnpm --filter apps/toy start --resume '${directory}/a b'\n`);
    expect(manifestIn(path.join(directory, 'a b'))).toMatchObject({ state: 'interrupted' });
  });

  it('resumes with the options of the run, skips what is done and ends with the same summary', async () => {
    const ran: string[] = [];
    const compare =
      (stopAt?: string): Run =>
      async (context) => {
        const { folder, seeds, signal, progress, options } = context;
        const method = (name: string) => ({
          name,
          run: (seed: number) => {
            if (`${name}${seed}` === stopAt) worldOf(context).interrupt();
            ran.push(`${name}${seed}`);
            return { metrics: { score: seed * options.iterations }, extra: null };
          },
        });
        await runOrThrow(compareMethods({ methods: [method('a'), method('b')], seeds, folder, signal, progress }));
      };
    const scores = (folder: string) => {
      const summary = JSON.parse(readFileSync(path.join(directory, folder, 'summary.json'), 'utf8')) as {
        methods: { name: string; metrics: unknown }[];
      };
      return { ...summary, methods: summary.methods.map(({ name, metrics }) => ({ name, metrics })) };
    };
    expect((await start(['--out', 'whole', '--iterations', '9'], compare())).code).toBe(0);
    ran.length = 0;
    expect((await start(['--out', 'parts', '--iterations', '9'], compare('b1'))).code).toBe(130);
    expect(ran).toEqual(['a0', 'b0', 'a1', 'b1']);
    expect(scores('parts')).toMatchObject({ seeds: [0] });
    ran.length = 0;
    const resumed = await start(['--resume', 'parts'], compare());
    expect(resumed.code).toBe(0);
    expect(ran).toEqual(['b1', 'a2', 'b2']);
    expect(scores('parts')).toEqual(scores('whole'));
    expect(manifestIn(path.join(directory, 'parts'))).toMatchObject({
      state: 'finished',
      resumed: [expect.any(String)],
    });

    ran.length = 0;
    expect((await start(['--resume', 'parts', '--seeds', '4'], compare())).code).toBe(0);
    expect(ran).toEqual(['a3', 'b3']);
    const other = await start(['--resume', 'parts', '--iterations', '10'], compare());
    expect(other).toMatchObject({ code: 2 });
    expect(other.stderr).toContain('--iterations is 10, but the run was started with 9');
  });

  it('gives an option that the manifest of a resumed run lacks its default', async () => {
    await start(['--out', 'old', '--quick', '--floor', '2', '--seeds', '2']);
    const file = path.join(directory, 'old/manifest.json');
    const { options: stored, ...rest } = manifestIn(path.join(directory, 'old'));
    const { iterations: _, seeds: __, ...older } = stored as Record<string, unknown>;
    writeFileSync(file, JSON.stringify({ ...rest, options: older }));
    let seen: unknown;
    const { code } = await start(['--resume', 'old'], ({ options, seeds }) => {
      seen = [options.iterations, options.floor, seeds];
      return Promise.resolve();
    });
    expect(code).toBe(0);
    expect(seen).toEqual([5, 2, [0]]);
  });

  it('names the report when there is one', async () => {
    const { stdout } = await start(['--out', 'a'], async ({ folder, print }) => {
      print('done');
      await runOrThrow(writeReport(folder, { title: 'Toy', sections: [] }));
    });
    expect(stdout).toBe(`done\nReport: ${directory}/a/report.html\n`);
    const html = readFileSync(path.join(directory, 'a/report.html'), 'utf8');
    expect(html).toContain('0:00 from start to end');
  });
});
