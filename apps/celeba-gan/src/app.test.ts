import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { commandLine } from '@bcl/experiments/testing';
import { drawnFaces, encodePng } from '@bcl/images';
import { key } from '@bcl/random';
import { app } from './app';
import { app as completeApp } from './complete-app';
import { app as generateApp } from './generate-app';

jest.setTimeout(120_000);
const cache = process.env.XDG_CACHE_HOME;
let directory: string;
beforeEach(() => {
  directory = realpathSync(mkdtempSync(path.join(tmpdir(), 'celeba-gan-')));
  process.env.XDG_CACHE_HOME = path.join(directory, 'cache');
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
  if (cache === undefined) delete process.env.XDG_CACHE_HOME;
  else process.env.XDG_CACHE_HOME = cache;
});

const tiny = [
  ...['--quick', '--backend', 'wasm', '--width', '8', '--patch', '8', '--batch', '4', '--steps', '2', '--count', '20'],
  ...['--evaluate', '6', '--classifier-epochs', '1'],
];
const start = (...argv: string[]) => commandLine(app, directory, [...tiny, ...argv]);
const file = (name: string) => path.join(directory, name);

const faces = drawnFaces({ count: 20, key: key(1), size: 16 });
/** A folder of pictures, of which some are damaged, with the list of CelebA's form. */
async function photographs(damaged: readonly number[]): Promise<void> {
  mkdirSync(file('photos'));
  const rows: string[] = [];
  for (let n = 0; n < faces.count; n++) {
    const name = `${String(n + 1).padStart(6, '0')}.png`;
    const pixels = faces.pixels.slice(n * 768, (n + 1) * 768);
    const png = Buffer.from(await encodePng({ height: 16, width: 16, channels: 3, pixels }));
    writeFileSync(file(`photos/${name}`), damaged.includes(n) ? png.subarray(0, 60) : png);
    rows.push(`${name} ${n % 2 === 0 ? '1 -1' : '-1  1'}`);
  }
  writeFileSync(file('photos/list_attr_celeba.txt'), [String(faces.count), 'Smiling Male', ...rows, ''].join('\n'));
}

/** A tar with one file, under any name. */
function tarWith(name: string, content: Buffer): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0, 'latin1');
  header.write('0000644\0', 100, 'latin1');
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  header.write('00000000000\0', 136, 'latin1');
  header.write('        0', 148, 'latin1');
  header.write('ustar\0' + '00', 257, 'latin1');
  header.write(
    `${header
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
    'latin1',
  );
  return Buffer.concat([header, content, Buffer.alloc(((512 - (content.length % 512)) % 512) + 1024)]);
}

/** A zip in which one picture unpacks to a thousand times its size. */
function bomb(): Buffer {
  const content = Buffer.alloc(70_000_000);
  const packed = deflateRawSync(content);
  const name = Buffer.from('000001.jpg');
  const fields = (of: readonly (readonly [number, 2 | 4])[]): Buffer =>
    Buffer.concat(
      of.map(([value, size]) => {
        const bytes = Buffer.alloc(size);
        bytes.writeUIntLE(value, 0, size);
        return bytes;
      }),
    );
  const common = [[20, 2], [0, 2], [8, 2], [0, 2], [0, 2], [crc32(content), 4], [packed.length, 4], [content.length, 4], [name.length, 2], [0, 2]] as const; // prettier-ignore
  const local = Buffer.concat([fields([[0x04034b50, 4], ...common]), name, packed]);
  const central = Buffer.concat([fields([[0x02014b50, 4], [20, 2], ...common, [0, 2], [0, 2], [0, 2], [0, 4], [0, 4]]), name]); // prettier-ignore
  const end = fields([
    [0x06054b50, 4],
    [0, 2],
    [0, 2],
    [1, 2],
    [1, 2],
    [central.length, 4],
    [local.length, 4],
    [0, 2],
  ]);
  return Buffer.concat([local, central, end]);
}

describe('bad input: one line, exit code 2, nothing left', () => {
  it.each<[string, () => Buffer | undefined, string, string]>([
    ['no data', () => undefined, 'nowhere', 'nowhere'],
    ['an empty folder', () => undefined, 'empty', 'There are no pictures to read'],
    ['a file that is no archive', () => Buffer.from('a text'.repeat(200)), 'data', 'data'],
    ['an archive whose paths climb out', () => tarWith('../../etc/000001.jpg', Buffer.from('x')), 'data', '../../etc'],
    ['an archive that is cut short', () => tarWith('000001.jpg', Buffer.alloc(4000)).subarray(0, 2000), 'data', 'data'],
    ['a zip bomb', bomb, 'data', 'data'],
    ['an archive without a picture that can be decoded', () => tarWith('000001.jpg', Buffer.from('no JPEG')), 'data', 'none of its 1 pictures can be decoded: 000001.jpg'], // prettier-ignore
  ])('%s', async (_, content, data, message) => {
    mkdirSync(file('empty'));
    const bytes = content();
    if (bytes !== undefined) writeFileSync(file('data'), bytes);
    const before = readdirSync(directory);
    const { code, stderr } = await start('--data', data);
    expect(stderr).toContain(message);
    expect(stderr.replace(/^ *\d+ %.*\n/gm, '')).toMatch(/^celeba-gan: [^\n]+\n$/);
    expect(code).toBe(2);
    expect(readdirSync(directory).filter((name) => name !== 'cache')).toEqual(before);
  });

  it.each([
    ['--size', '4', "--size is '4'"],
    ['--patch', '7', 'do not tile'],
    ['--attributes', 'nowhere.txt', 'nowhere.txt'],
  ])('%s %s', async (flag, value, message) => {
    await photographs([]);
    const { code, stderr } = await start('--data', 'photos', flag, value);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
    expect(readdirSync(directory).filter((name) => name !== 'cache')).toEqual(['photos']);
  });

  it.each([
    ['complete', completeApp],
    ['generate', generateApp],
  ] as const)('%s without a model says how to train one', async (command, of) => {
    const { code, stderr } = await commandLine(of, directory, ['--quick']);
    expect(stderr).toMatch(
      new RegExp(`^celeba-gan-${command}: There is no model[^\\n]*pnpm --filter apps/celeba-gan start[^\\n]*\\n$`),
    );
    expect(code).toBe(2);
    expect(readdirSync(directory)).toEqual([]);
  });
});

describe('faces', () => {
  it('that are drawn are learned and completed, and the pages say that they are drawn', async () => {
    expect((await start('--out', 'run')).code).toBe(0);
    expect(readFileSync(file('run/report.html'), 'utf8')).toContain(
      '20 drawn faces to learn from and 40 held out, of 16 × 16 pixels',
    );
    const argv = ['--quick', '--backend', 'wasm', '--checkpoint', 'run', '--raw', 'raw', '--out', 'out'];
    const { code, stdout } = await commandLine(completeApp, directory, argv);
    expect([code, stdout]).toEqual([0, expect.stringContaining('40 drawn faces') as string]);
    expect(readdirSync(file('raw')).sort()).toEqual(['images.idx', 'masks.idx', 'originals.idx']);
  });

  it('of a folder are read with their attributes; damaged ones are skipped, counted and named', async () => {
    await photographs([4, 7]);
    const { code, stdout } = await start('--data', 'photos', '--out', 'run');
    expect(code).toBe(0);
    expect(stdout).toContain('17 of 16 × 16 pixels to learn from, 1 held out, every tenth.');
    expect(stdout).toContain('2 attributes a picture are known.');
    expect(stdout).toMatch(/Skipped 2 that cannot be decoded: 000005.png \(.*\), 000008.png/);
    const { methods } = JSON.parse(readFileSync(file('run/summary.json'), 'utf8')) as {
      methods: { metrics: Record<string, number[]> }[];
    };
    // Nine of the 17 that were learned smile; the one that is held out does not.
    expect(methods[0].metrics['rightCommonest/left/Smiling']).toEqual([0]);
    expect(methods[0].metrics).not.toHaveProperty('right/left/Male');
    const report = readFileSync(file('run/report.html'), 'utf8');
    expect(report).toContain('Skipped 2');
    expect(report).toContain('Attribute by attribute');
  });
});
