import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { commandLine } from '@bcl/experiments/testing';
import { app } from './app';

let directory: string;
beforeEach(() => (directory = realpathSync(mkdtempSync(path.join(tmpdir(), 'kl-surfaces-')))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const start = (argv: readonly string[], interruptAt?: string) => commandLine(app, directory, argv, interruptAt);

describe('apps/kl-surfaces', () => {
  it.each([
    [['--sigma2', '0'], "--sigma2 is '0'"],
    [['--sigma2', '-0.1'], "--sigma2 is '-0.1'"],
    [['--grid', '2'], "--grid is '2'"],
    [['--samples', '0'], "--samples is '0'"],
    [['--hold', '0'], "--hold is '0'"],
    [['--rate', '5'], "--rate is '5'"],
    [['--starts', 'many'], "--starts is 'many'"],
    [['--angles', '12'], "unknown option '--angles'"],
    [['--resume', '.'], 'it has no manifest.json'],
  ])('answers %j in one line with exit code 2', async (argv, message) => {
    const { code, stdout, stderr } = await start(argv);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^kl-surfaces: [^\n]+\n$/);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('stops in order between descents, keeps what is done, and goes on from there', async () => {
    const small = ['--grid', '5', '--starts', '5', '--steps', '3', '--samples', '2', '--seeds', '1'];
    const { code, stderr } = await start([...small, '--out', 'run'], 'alternating, seed 0');
    expect(code).toBe(130);
    expect(stderr).toMatch(/Stopped\. Go on with: .* --resume .*\/run\n$/);
    expect(readdirSync(path.join(directory, 'run/cells')).sort()).toEqual(['joint-0.json', 'sum-0.json']);

    const resumed = await start(['--resume', 'run']);
    expect(resumed.code).toBe(0);
    expect(resumed.stdout).toContain('sum of the 12 marginals');
    const files = readdirSync(path.join(directory, 'run'));
    expect(files).toEqual(expect.arrayContaining(['manifest.json', 'minima.json', 'report.html', 'summary.json']));
    const summary = JSON.parse(readFileSync(path.join(directory, 'run/summary.json'), 'utf8')) as {
      methods: unknown[];
    };
    expect(summary.methods).toHaveLength(7 + 20);
  }, 60_000);

  it('lists its options with defaults and units', async () => {
    const { code, stdout } = await start(['--help']);
    expect(code).toBe(0);
    const help = stdout.replace(/\s+/g, ' ');
    expect(help).toContain('in values of each mean; default: 100; with --quick: 21');
    expect(help).toContain('default: 0.1');
  });
});
