import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { commandLine } from '@bcl/experiments/testing';
import { app } from './app';

let directory: string;
beforeEach(() => (directory = realpathSync(mkdtempSync(path.join(tmpdir(), 'gmm25-rkl-')))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const start = (argv: readonly string[], interruptAt?: string) => commandLine(app, directory, argv, interruptAt);

const read = (file: string): unknown => JSON.parse(readFileSync(path.join(directory, file), 'utf8'));
/** The summary without the times, which no two runs share. */
const summaryOf = (run: string): unknown =>
  JSON.parse(JSON.stringify(read(`${run}/summary.json`), (name, value: unknown) => (name === 'seconds' ? 0 : value)));
const short = ['--iterations', '60', '--inner-steps', '2', '--samples', '50', '--seeds', '1'];

describe('apps/gmm25-rkl', () => {
  it.each([
    [['--iterations', '0'], "--iterations is '0'"],
    [['--samples', '0'], "--samples is '0': it must be a whole number of at least 1"],
    [['--rate', '-1'], "--rate is '-1'"],
    [['--inner-steps', 'many'], "--inner-steps is 'many'"],
    [['--data', 'x.csv'], "unknown option '--data'"],
    [['--objective', 'reverseKl'], "did you mean 'reverseKL'?"],
    [['--objective', './nowhere.ts'], 'nowhere.ts'],
    [['--objective', 'alphaBridge', '--parameters', '{"alpha": 2}'], 'alpha'],
    [['--parameters', '{}'], '--parameters is given without --objective'],
    [['--objective', 'forwardKL', '--ablation'], 'has the reverse KL only'],
    [['--resume', '.'], 'it has no manifest.json'],
  ])('answers %j in one line with exit code 2', async (argv, message) => {
    const { code, stdout, stderr } = await start(argv);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^gmm25-rkl: [^\n]+\n$/);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('refuses an objective that a mixture cannot serve, and leaves nothing behind', async () => {
    const { code, stdout, stderr } = await start([...short, '--objective', 'crossEntropy', '--out', 'run']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/gmm25-rkl: the objective crossEntropy is for discrete targets[^\n]*\n$/);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('descends another objective in the paper’s methods, and notes it in the manifest and the report', async () => {
    const argv = ['--objective', 'alphaBridge', '--parameters', '{"alpha": 0.25}', '--out', 'run'];
    const { code, stdout } = await start([...short, ...argv]);
    expect([code, stdout.includes('bcl')]).toEqual([0, false]);
    expect(JSON.stringify(read('run/manifest.json'))).toContain('"name":"alphaBridge","version":"1.0.0","parameters":{"alpha":0.25'); // prettier-ignore
    expect(readFileSync(path.join(directory, 'run/report.html'), 'utf8')).toContain('alphaBridge(alpha: 0.25)');
  }, 30_000);

  it('goes on within a fit after a signal, and ends with the same summary as an unbroken run', async () => {
    const unbroken = await start([...short, '--out', 'unbroken']);
    expect([unbroken.code, existsSync(path.join(directory, 'unbroken/report.html'))]).toEqual([0, true]);
    const stopped = await start([...short, '--out', 'run'], 'bigLearn, seed 0');
    expect(stopped.code).toBe(130);
    expect(stopped.stderr).toMatch(/Stopped\. Go on with: .* --resume .*\/run\n$/);
    expect(readdirSync(path.join(directory, 'run/cells'))).toEqual(['joint-0.json']);
    expect(readdirSync(path.join(directory, 'run/checkpoints'))).toEqual(['bigLearn-0.json']);
    expect(read('run/manifest.json')).toMatchObject({ state: 'interrupted', seeds: [0], options: { iterations: 60 } });
    expect((await start(['--resume', 'run'])).code).toBe(0);
    expect(summaryOf('run')).toEqual(summaryOf('unbroken'));
    expect(readdirSync(path.join(directory, 'run/checkpoints'))).toEqual([]);
  }, 120_000);

  it('explains a model that falls to pieces under a rate that is too large', async () => {
    const { code, stderr } = await start([...short, '--rate', '100', '--out', 'run']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/gmm25-rkl: [^\n]*rate[^\n]*\n/);
    expect(read('run/manifest.json')).toMatchObject({ state: 'failed' });
  }, 30_000);

  it('lists its options with defaults and units', async () => {
    const { code, stdout } = await start(['--help']);
    expect(code).toBe(0);
    expect(stdout.replace(/\s+/g, ' ')).toContain('in matchings; default: 10000; with --quick: 200');
  });
});
