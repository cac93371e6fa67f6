import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { commandLine } from '@bcl/experiments/testing';
import { app } from './app';
import { readFashion } from './images';

const own = process.env.BCL_DATA_DIR;
let directory: string;
beforeEach(() => {
  directory = realpathSync(mkdtempSync(path.join(tmpdir(), 'fashion-')));
  // The app looks there by itself; what a test reads must not depend on whose machine it runs on.
  delete process.env.BCL_DATA_DIR;
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
  if (own !== undefined) process.env.BCL_DATA_DIR = own;
});

const start = (argv: readonly string[], interruptAt?: string) => commandLine(app, directory, argv, interruptAt);
const read = (name: string) => readFileSync(path.join(directory, name));
const json = (name: string) => JSON.parse(read(name).toString()) as Record<string, unknown>;
const small = ['--subset', '120', '--iterations', '3', '--components', '3'];

describe('bad input: one line, exit code 2, nothing left', () => {
  it.each([
    [['--data', 'nowhere'], 'train-images-idx3-ubyte.gz'],
    [['--data', '.'], 'train-images-idx3-ubyte.gz'],
    [['--subset', '5'], "--subset is '5'"],
    [['--floor', '0'], "--floor is '0'"],
    [['--threads', 'all'], "--threads is 'all': it must be 'auto' or a whole number from 1 to 256"],
    [['--resume', 'nowhere'], 'it has no manifest.json'],
  ])('%j', async (argv, message) => {
    const { code, stderr } = await start(argv);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^fashion-clustering: [^\n]+\n$/);
    expect(code).toBe(2);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('tells a file with other bytes from the real one', async () => {
    writeFileSync(path.join(directory, 'train-images-idx3-ubyte.gz'), gzipSync('no image'));
    const { code, stderr } = await start(['--data', '.']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^fashion-clustering: [^\n]+\n$/);
  });
});

describe('drawn pictures', () => {
  it('are clustered, scored without choosing by classes, and shown', async () => {
    const { code, stdout } = await start([...small, '--out', 'run']);
    expect(code).toBe(0);
    expect(stdout).toContain('120 drawn shapes of 12 × 12 pixels, made by the program');
    const { methods } = json('run/summary.json') as { methods: { name: string; metrics: Record<string, number[]> }[] };
    expect(methods.map(({ name }) => name)).toEqual(['kMeans', 'bigLearnEM', 'kMeansEM']);
    for (const { metrics } of methods) {
      expect(metrics.accuracyMaximum[0]).toBeGreaterThanOrEqual(metrics.accuracyLast[0]);
      expect(metrics.accuracyLast[0]).toBeGreaterThan(1 / 6);
    }
    const report = read('run/report.html').toString();
    expect(report).toContain('chosen by the classes');
    expect(report).not.toContain('What the paper claims');
    expect(read('run/figures/bigLearnEM-clusters.png').subarray(1, 4).toString()).toBe('PNG');
  }, 30_000);

  it('stopped within a method, go on from its checkpoint to the same bits', async () => {
    expect((await start([...small, '--threads', '2', '--out', 'whole'])).code).toBe(0);
    const stopped = await start([...small, '--threads', '1', '--out', 'parts'], '44 %');
    expect(stopped.stderr + stopped.stdout).toContain('iteration 1 of 3');
    expect(stopped.code).toBe(130);
    expect(readdirSync(path.join(directory, 'parts/checkpoints'))).toEqual(['bigLearnEM-0.bin']);
    expect((await start(['--resume', 'parts'])).code).toBe(0);
    for (const method of ['bigLearnEM', 'kMeansEM']) {
      expect(read(`parts/checkpoints/${method}-0.bin`)).toEqual(read(`whole/checkpoints/${method}-0.bin`));
      expect(json(`parts/cells/${method}-0.json`).extra).toEqual(json(`whole/cells/${method}-0.json`).extra);
    }
  }, 60_000);
});

describe('readFashion', () => {
  const file = (name: string, content: Uint8Array) => ({
    file: { path: name, bytes: content.length, sha256: '', url: '' },
    path: name,
    content,
  });
  const images = (values: readonly number[]) =>
    Uint8Array.from([0, 0, 8, 3, 0, 0, 0, values.length, 0, 0, 0, 28, 0, 0, 0, 28, ...values.flatMap((v) => new Array<number>(784).fill(v))]); // prettier-ignore
  const labels = (values: readonly number[]) => Uint8Array.from([0, 0, 8, 1, 0, 0, 0, values.length, ...values]);

  it('puts the test images after the training images, from 0 to 1, and stops where it is told', () => {
    const files = [
      file('a', images([0, 255])),
      file('b', labels([3, 9])),
      file('c', images([51])),
      file('d', labels([1])),
    ];
    const all = readFashion(files, Infinity);
    expect([all.count, all.pixels[0], all.pixels[784], all.pixels[2 * 784]]).toEqual([3, 0, 1, 0.2]);
    expect(Array.from(all.classes)).toEqual([3, 9, 1]);
    const two = readFashion(files, 2);
    expect([two.count, two.pixels.length, Array.from(two.classes)]).toEqual([2, 2 * 784, [3, 9]]);
    expect(() => readFashion([files[0], files[1], file('c', labels([1])), files[3]], 3)).toThrow();
  });
});

describe('Fashion-MNIST itself', () => {
  const whenThere = own === undefined ? it.skip : it;
  whenThere(
    'is read from the folder in BCL_DATA_DIR (skipped where that is not set)',
    async () => {
      // Few eigenvalues above the floor and no unit covariances to begin with: 784 dimensions take seconds, not minutes.
      const quick = [
        '--subset',
        '100',
        '--iterations',
        '1',
        '--components',
        '2',
        '--start',
        'kmeans',
        '--floor',
        '0.3',
      ];
      const { code, stdout } = await start([...quick, '--data', own ?? '', '--out', 'run']);
      expect(code).toBe(0);
      expect(stdout).toContain('The first 100 images of Fashion-MNIST');
      expect(json('run/manifest.json')).toMatchObject({ data: [{ bytes: 26421880 }, {}, {}, {}] });
    },
    120_000,
  );
});
