import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { commandLine } from '@bcl/experiments/testing';
import { app } from './app';

let directory: string;
beforeEach(() => (directory = realpathSync(mkdtempSync(path.join(tmpdir(), 'alpha-bridge-')))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const start = (argv: readonly string[], interruptAt?: string) => commandLine(app, directory, argv, interruptAt);

const read = (file: string): unknown => JSON.parse(readFileSync(path.join(directory, file), 'utf8'));
/** The summary without the times, which no two runs share. */
const summaryOf = (run: string): unknown =>
  JSON.parse(JSON.stringify(read(`${run}/summary.json`), (name, value: unknown) => (name === 'seconds' ? 0 : value)));
const short = ['--start', 'wide', '--iterations', '60', '--samples', '50', '--seeds', '1'];

describe('apps/alpha-bridge', () => {
  it.each([
    [['--iterations', '0'], "--iterations is '0'"],
    [['--samples', '0'], "--samples is '0': it must be a whole number of at least 1"],
    [['--alpha-from', '1.5'], "--alpha-from is '1.5': it must be a number from 0 to 1"],
    [['--alpha-to', '-0.1'], "--alpha-to is '-0.1': it must be a number from 0 to 1"],
    [['--clip', '200'], "--clip is '200': it must be a number from 0 to 100"],
    [['--start', 'middle'], "--start is 'middle': it must be one of both, corner, wide"],
    [['--data', 'x.csv'], "unknown option '--data'"],
    [['--resume', '.'], 'it has no manifest.json'],
  ])('answers %j in one line with exit code 2', async (argv, message) => {
    const { code, stdout, stderr } = await start(argv);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^alpha-bridge: [^\n]+\n$/);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('goes on within a fit after a signal, and ends with the same summary as an unbroken run', async () => {
    const unbroken = await start([...short, '--out', 'unbroken']);
    expect([unbroken.code, existsSync(path.join(directory, 'unbroken/report.html'))]).toEqual([0, true]);
    const stopped = await start([...short, '--out', 'run'], 'wide alpha0, seed 0');
    expect(stopped.code).toBe(130);
    expect(stopped.stderr).toMatch(/Stopped\. Go on with: .* --resume .*\/run\n$/);
    expect(readdirSync(path.join(directory, 'run/cells/wide'))).toEqual(['alpha1-0.json']);
    expect(readdirSync(path.join(directory, 'run/checkpoints'))).toEqual(['wide-alpha0-0.json']);
    expect(read('run/manifest.json')).toMatchObject({ state: 'interrupted', seeds: [0], options: { iterations: 60 } });
    expect((await start(['--resume', 'run'])).code).toBe(0);
    expect(summaryOf('run')).toEqual(summaryOf('unbroken'));
    expect(readdirSync(path.join(directory, 'run/checkpoints'))).toEqual([]);
  }, 120_000);

  it('explains a model that falls to pieces under a rate that is too large', async () => {
    const { code, stderr } = await start([...short, '--rate', '10', '--out', 'run']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/alpha-bridge: [^\n]*rate[^\n]*\n/);
    expect(read('run/manifest.json')).toMatchObject({ state: 'failed' });
  }, 30_000);

  it('lists its options with defaults and units', async () => {
    const { code, stdout } = await start(['--help']);
    expect(code).toBe(0);
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      'in matchings of one gradient step; default: 20000; with --quick: 300',
    );
  });
});
