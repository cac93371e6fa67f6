import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { commandLine } from '@bcl/experiments/testing';
import { app } from './app';

jest.setTimeout(120_000);

let directory: string;
beforeEach(() => (directory = realpathSync(mkdtempSync(path.join(tmpdir(), 'gan-2d-')))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const start = (argv: readonly string[], interruptAt?: string) => commandLine(app, directory, argv, interruptAt);
const read = (file: string): unknown => JSON.parse(readFileSync(path.join(directory, file), 'utf8'));
/** The summary without the times, which no two runs share. */
const summaryOf = (run: string): unknown =>
  JSON.parse(JSON.stringify(read(`${run}/summary.json`), (name, value: unknown) => (name === 'seconds' ? 0 : value)));
const short = ['--quick', '--backend', 'cpu', '--width', '4', '--steps', '6', '--batch', '8', '--samples', '50'];

describe('apps/gan-2d', () => {
  it.each([
    [['--steps', '0'], "--steps is '0'"],
    [['--width', '30'], "--width is '30': every token is shared out among 4 heads"],
    [['--data-set', 'moons'], "--data-set is 'moons': it must be one of both, grid25, pair"],
    [['--backend', 'abacus'], "--backend is 'abacus': it must be one of auto"],
    [['--average-decay', '1'], "--average-decay is '1'"],
    [['--data', 'x.csv'], "unknown option '--data'"],
    [['--resume', '.'], 'it has no manifest.json'],
  ])('answers %j in one line with exit code 2', async (argv, message) => {
    const { code, stderr } = await start(argv);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^gan-2d: [^\n]+\n$/);
    expect(code).toBe(2);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('goes on within a training after a signal, and ends with the same summary as an unbroken run', async () => {
    const unbroken = await start([...short, '--out', 'unbroken']);
    expect({ code: unbroken.code, failed: /^gan-2d: .*/m.exec(unbroken.stderr)?.[0] }).toEqual({ code: 0 });
    expect(unbroken.stdout).toContain('Computing on: plain JavaScript');
    const { methods } = read('unbroken/summary.json') as { methods: { name: string; metrics: object }[] };
    expect(methods.map(({ name }) => name)).toEqual(['jointGAN', 'naive', 'communication', 'exact']);
    expect(Object.keys(methods[0].metrics)).toContain('pair/wasserstein 1→2');
    const report = readFileSync(path.join(directory, 'unbroken/report.html'), 'utf8');
    expect(report).toContain('at equal seconds');
    expect(report).toContain('Energy distances over the noise floor');
    const stopped = await start([...short, '--out', 'run'], 'pair naive, seed 0');
    expect(stopped.code).toBe(130);
    expect(stopped.stderr).toMatch(/Stopped\. Go on with: .* --resume .*\/run\n$/);
    expect(readdirSync(path.join(directory, 'run/checkpoints'))).toEqual(['pair-naive-0.json']);
    expect(read('run/manifest.json')).toMatchObject({ state: 'interrupted', seeds: [0], options: { steps: 6 } });
    expect((await start(['--resume', 'run'])).code).toBe(0);
    expect(summaryOf('run')).toEqual(summaryOf('unbroken'));
    expect(readdirSync(path.join(directory, 'run/checkpoints'))).toEqual([]);
  });

  it('explains a training that diverges, and keeps its last good state', async () => {
    const wild = ['--learning-rate', '1', '--penalty', '1000000', '--penalty-every', '1', '--steps', '50'];
    const { code, stderr } = await start([...short, ...wild, '--out', 'run']);
    expect(stderr).toMatch(/^gan-2d: Training diverged at step \d+[^\n]*$/m);
    expect(code).toBe(1);
    expect(existsSync(path.join(directory, 'run/checkpoints/pair-jointGAN-0.json'))).toBe(true);
  });
});
