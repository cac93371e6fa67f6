import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { commandLine } from '@bcl/experiments/testing';
import { app } from './app';

let directory: string;
beforeEach(() => (directory = realpathSync(mkdtempSync(path.join(tmpdir(), 'gmm25-em-')))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const start = (argv: readonly string[], interruptAt?: string) => commandLine(app, directory, argv, interruptAt);

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
