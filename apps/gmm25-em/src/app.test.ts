import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runApp, type Io } from '@bcl/lab';
import { app } from './app';

let directory: string;
beforeEach(() => (directory = realpathSync(mkdtempSync(path.join(tmpdir(), 'gmm25-em-')))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** Runs the app's command line in `directory`; a signal comes when stderr says `interruptAt`. */
async function start(argv: readonly string[], interruptAt = '\0') {
  let stdout = '';
  let stderr = '';
  let time = 0;
  let interrupt = (): void => undefined;
  const io: Io = {
    stdout: { write: (text) => (stdout += text) },
    stderr: {
      write: (text) => {
        stderr += text;
        if (text.includes(interruptAt)) interrupt();
      },
    },
    env: {},
    directory,
    now: () => new Date('2026-01-02T03:04:05.678Z'),
    clock: () => (time += 6000), // so that every step is a line of progress
    onSignal: (listener) => {
      interrupt = listener;
      return () => undefined;
    },
    exit: () => undefined,
  };
  return { code: await runApp(app, argv, io), stdout, stderr };
}

describe('apps/gmm25-em', () => {
  it.each([
    [['--iterations', '0'], "--iterations is '0'"],
    [['--em-iterations', 'many'], "--em-iterations is 'many'"],
    [['--seeds', '0'], "--seeds is '0'"],
    [['--data', 'x.csv'], "unknown option '--data'"],
    [['--resume', '.'], 'it has no manifest.json'],
  ])('answers %j in one line with exit code 2', async (argv, message) => {
    const { code, stdout, stderr } = await start(argv);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^gmm25-em: [^\n]+\n$/);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('stops in order within a fit, keeps the fits before it and says how to go on', async () => {
    const argv = ['--iterations', '5', '--em-iterations', '2', '--seeds', '1', '--out', 'run'];
    const { code, stderr } = await start(argv, 'kmeansEM, seed 0');
    expect(code).toBe(130);
    expect(stderr).toMatch(/Stopped\. Go on with: .* --resume .*\/run\n$/);
    expect(readdirSync(path.join(directory, 'run/cells'))).toEqual(['jointEM-0.json']);
    const manifest = JSON.parse(readFileSync(path.join(directory, 'run/manifest.json'), 'utf8')) as unknown;
    expect(manifest).toMatchObject({ state: 'interrupted', seeds: [0], options: { iterations: 5, emIterations: 2 } });
  }, 30_000);

  it('lists its options with defaults and units', async () => {
    const { code, stdout } = await start(['--help']);
    expect(code).toBe(0);
    expect(stdout.replace(/\s+/g, ' ')).toContain('in matchings of 5 EM steps; default: 2000; with --quick: 40');
  });
});
