import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { commandLine } from '@bcl/experiments/testing';
import { app } from './app';

let directory: string;
beforeEach(() => (directory = realpathSync(mkdtempSync(path.join(tmpdir(), 'tour-')))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const start = (argv: readonly string[]) => commandLine(app, directory, argv);

describe('apps/tour', () => {
  it.each([
    [['--draws', '0'], "--draws is '0'"],
    [['--iterations', '1.5'], "--iterations is '1.5'"],
    [['penguins'], 'too many arguments'],
    [['--out', 'a', '--resume', 'b'], '--out and --resume are both given'],
  ])('answers %j in one line with exit code 2', async (argv, message) => {
    const { code, stdout, stderr } = await start(argv);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^tour: [^\n]+\n$/);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('says what it does', async () => {
    const { code, stdout } = await start(['--help']);
    expect(code).toBe(0);
    expect(stdout.replace(/\s+/g, ' ')).toContain('how many times penguin cells are hidden and filled');
  });
});
