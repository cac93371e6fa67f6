import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { commandLine } from '@bcl/experiments/testing';
import { app } from './app';

let directory: string;
beforeEach(() => (directory = realpathSync(mkdtempSync(path.join(tmpdir(), 'clustering-')))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const start = (argv: readonly string[], interruptAt?: string) => commandLine(app, directory, argv, interruptAt);
const stored = (name: string, content: string | Uint8Array): string => {
  writeFileSync(path.join(directory, name), content);
  return name;
};
const json = (name: string) => JSON.parse(readFileSync(path.join(directory, name), 'utf8')) as Record<string, unknown>;

/** Three well separated kinds in three columns. */
function trees(change: (cells: string[], row: number) => readonly string[] = (cells) => cells): string {
  const lines = Array.from({ length: 48 }, (_, n) => {
    const wiggle = (factor: number) => ((n * factor) % 17) / 17 + (n % 3) * 5;
    const cells = [3, 5, 7].map((factor) => wiggle(factor).toFixed(3));
    return change([...cells, ['oak', 'ash', 'elm'][n % 3]], n).join(',');
  });
  return `${['length,width,height,kind', ...lines].join('\n')}\n`;
}
const at = (row: number, text: string) =>
  trees(([first, ...rest], n) => (n === row ? (text === '' ? rest : [text, ...rest]) : [first, ...rest]));
const label = ['--label', 'kind'];
const quick = ['--quick', '--iterations', '1'];

describe('bad input: one line, exit code 2, nothing left', () => {
  it.each<[string, string | Uint8Array, readonly string[], string]>([
    ['a.csv', trees().slice(0, -12), label, 'Row 47 has 2 cells where 4 are expected (a.csv, line 49)'],
    ['a.csv', at(30, ''), label, 'Row 30 has 3 cells where 4 are expected (a.csv, line 32)'],
    ['a.csv', at(30, 'tall'), label, '"tall" is not a number (a.csv, line 32, row 30, column "length")'],
    ['a.csv', at(30, 'inf'), label, 'features must be finite'],
    ['a.csv', trees(([, ...rest]) => ['NA', ...rest]), label, 'leave it out with --drop "length"'],
    ['a.csv', '', label, 'The file is empty'],
    ['a.csv', 'a,b,kind\n', label, 'The table has no rows'],
    ['a.csv', 'a,b,kind\n1,2,oak\n', label, 'No test part can be held out'],
    ['a.csv', trees(), [...label, '--components', '40'], 'the training part has 38 rows'],
    ['a.csv', trees(), [...label, '--components', '0'], "--components is '0'"],
    ['a.csv', trees(), ['--label', 'sort'], 'No column is called "sort"'],
    ['a.csv', trees(), [...label, '--drop', 'id'], 'No column is called "id"'],
    ['a.csv', trees(), [...label, '--test', 'none.csv'], 'There is no such file'],
    ['a.csv', trees(), ['--drop', 'kind'], 'The number of components is not known'],
    ['a.csv', trees().replaceAll(',', ';').replaceAll('.', ','), label, 'it looks like a decimal comma'],
    ['a.csv.gz', gzipSync(trees()).subarray(0, -20), label, 'it ends too early'],
    ['a.mat', 'no matrix at all', ['--label', '0'], 'The file does not start as a MATLAB level 5 file'],
    ['a.libsvm', '1 1:2\n2 1:x\n', ['--components', '2'], 'holds no usable value'],
    ['a.libsvm', '1 1:2\n2 1:3\n', label, 'the label always stands first on a line'],
    ['a-idx3-ubyte', Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 9, 0, 0), ['--components', '2'], 'header of 3 dimensions'],
  ])('%s, case %#', async (name, content, options, message) => {
    const file = stored(name, content);
    const { code, stderr } = await start(['--data', file, ...options, ...quick]);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^clustering: [^\n]+\n$/);
    expect(code).toBe(2);
    expect(readdirSync(directory)).toEqual([file]);
  });

  it.each([
    [['--dataset', 'irises'], 'There is no set called "irises"'],
    [['--dataset', 'iris', '--label', 'x'], '--label belongs to a table of your own'],
    [['--missing', 'none'], 'no --data FILE is given'],
    [['--dataset', 'iris', '--data', 'nowhere'], 'There is no folder of data'],
    [['--data', '.'], 'with --dataset NAME the folder that holds the named sets'],
    [['--component', '3'], "unknown option '--component'"],
    [['--resume', 'nowhere'], 'it has no manifest.json'],
  ])('%j', async (argv, message) => {
    const { code, stderr } = await start(argv);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^clustering: [^\n]+\n$/);
    expect(code).toBe(2);
    expect(readdirSync(directory)).toEqual([]);
  });
});

describe('any table', () => {
  it('clusters a table with gaps, names of its own, Windows line ends and a mark of the byte order', async () => {
    const gaps = trees((cells, n) => cells.map((cell, d) => (d < 3 && (n + d) % 9 === 0 ? '' : cell)));
    const file = stored('My trees (2).csv', `\ufeff${gaps}`.replaceAll('\n', '\r\n'));
    const { code, stdout } = await start(['--data', file, ...label, ...quick, '--out', 'run']);
    expect(code).toBe(0);
    expect(stdout).toContain('My-trees-2: 48 rows, 3 features, 3 components');
    expect(stdout.trim().split('\n').at(-1)).toBe(`Report: ${directory}/run/report.html`);
    expect(json('run/manifest.json')).toMatchObject({
      state: 'finished',
      data: [{ path: path.join(directory, file) }],
    });
    expect(json('run/summary.json')).toMatchObject({
      methods: ['jointEM', 'kmeansEM', 'bigLearnEM', 'bcl'].map((name) => ({ name })),
    });
    const filled = readFileSync(path.join(directory, 'run/My-trees-2-filled.csv'), 'utf8').trim().split('\n');
    expect(filled).toHaveLength(49);
    expect(
      filled
        .join()
        .split(',')
        .every((cell) => cell !== '' && cell !== 'NaN'),
    ).toBe(true);
    const report = readFileSync(path.join(directory, 'run/report.html'), 'utf8');
    expect(report).not.toContain('What the paper claims');
    for (const title of ['training log-likelihood', 'clusters against classes', 'My-trees-2: clusters<']) {
      expect(report).toContain(title);
    }
  }, 30_000);

  it.each<[string, (cells: string[], row: number) => string[]]>([
    ['a constant column', ([, ...rest]) => ['7', ...rest]],
    ['equal rows', (cells, n) => ['0', '0', '0', cells[3]].map((cell, d) => (d < 3 ? String(n % 2) : cell))],
    ['one class', (cells) => [...cells.slice(0, 3), 'oak']],
    ['a column in units of 1e-200', ([first, ...rest]) => [`${first}e-200`, ...rest]],
    ['a column in units of 1e200', ([first, ...rest]) => [`${first}e200`, ...rest]],
  ])(
    'takes %s',
    async (_, change) => {
      const file = stored('a.csv', trees(change));
      const { code, stderr } = await start(['--data', file, ...label, ...quick, '--components', '2', '--out', 'run']);
      expect({ code, failed: /^clustering: .*/m.exec(stderr)?.[0] }).toEqual({ code: 0, failed: undefined });
    },
    30_000,
  );
});

describe('a run that was stopped', () => {
  const options = ['--data', 'a.csv', ...label, '--seeds', '2', '--iterations', '2'];
  const scores = (folder: string) => {
    const { methods } = json(`${folder}/summary.json`) as { methods: { name: string; metrics: unknown }[] };
    return methods.map(({ name, metrics }) => ({ name, metrics }));
  };

  it('goes on to the summary of an unbroken one, but not with other data', async () => {
    stored('a.csv', trees());
    expect((await start([...options, '--out', 'whole'])).code).toBe(0);
    const stopped = await start([...options, '--out', 'parts'], 'bigLearnEM, seed 1');
    expect(stopped.code).toBe(130);
    expect(stopped.stderr).toContain(`--resume ${directory}/parts`);
    expect(existsSync(path.join(directory, 'parts/cells/bigLearnEM-1.json'))).toBe(false);

    stored(
      'a.csv',
      trees(([first, ...rest]) => [`${first}1`, ...rest]),
    );
    const changed = await start(['--resume', 'parts']);
    expect(changed.code).toBe(2);
    expect(changed.stderr).toContain('The data file has changed since the run began');

    stored('a.csv', trees());
    expect((await start(['--resume', 'parts'])).code).toBe(0);
    expect(scores('parts')).toEqual(scores('whole'));
  }, 60_000);
});
