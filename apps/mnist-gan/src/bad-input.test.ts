import { mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { commandLine } from '@bcl/experiments/testing';
import { app } from './app';

const own = process.env.BCL_DATA_DIR;
let directory: string;
beforeEach(() => {
  directory = realpathSync(mkdtempSync(path.join(tmpdir(), 'mnist-gan-')));
  // The app looks there by itself; what a test reads must not depend on whose machine it runs on.
  delete process.env.BCL_DATA_DIR;
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
  if (own !== undefined) process.env.BCL_DATA_DIR = own;
});

const start = (argv: readonly string[]) => commandLine(app, directory, argv);
const file = (name: string) => path.join(directory, name);
const tiny = [
  ...['--quick', '--backend', 'wasm', '--count', '40', '--width', '8', '--patch', '14', '--batch', '4', '--steps', '4'],
  ...['--evaluate', '8', '--classifier-epochs', '1', '--checkpoint-every', '2', '--measure-every', '2'],
];

describe('bad input: one line, exit code 2, nothing left', () => {
  it.each([
    [['--data', 'nowhere'], 'train-images-idx3-ubyte.gz was not found'],
    [['--data', '.'], 'train-images-idx3-ubyte.gz was not found'],
    [['--backend', 'abacus'], "--backend is 'abacus': it must be one of auto, native-gpu"],
    [['--patch', '5'], 'patches of 5×5 do not tile a grid of 28×28'],
    [['--width', '30'], 'heads do not share out evenly'],
    [['--preset', 'celeba'], "--preset is 'celeba'"],
    [['--batch', '0'], "--batch is '0'"],
    [['--seeds', '2'], 'start one run for each --seed'],
    [['--objective', 'communicate'], "There is no objective 'communicate'"],
    [['--parameters', '{}'], '--objective naive takes none'],
    [['--from', 'nowhere'], 'Cannot read the file'],
    [['--steps', '0'], 'there is nothing to measure'],
    [['--beside', 'nowhere'], 'Cannot read the summary'],
    [['--classifier', 'nowhere'], 'Cannot read the file'],
    [['--resume', 'nowhere'], 'it has no manifest.json'],
  ])('%j', async (argv, message) => {
    const { code, stderr } = await start(['--quick', '--count', '10', ...argv]);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^mnist-gan: [^\n]+\n$/);
    expect(code).toBe(2);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('tells a file with other bytes from the real one', async () => {
    writeFileSync(file('train-images-idx3-ubyte.gz'), gzipSync('no image'));
    const { code, stderr } = await start(['--data', '.']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^mnist-gan: The content has SHA-256 [^\n]+\n$/);
  });

  it('says when the objective is for densities, not for a discriminator', async () => {
    const { code, stderr } = await start([...tiny, '--objective', 'forwardKL', '--out', 'run']);
    expect(code).toBe(2);
    expect(stderr.split('\n').filter((line) => line.startsWith('mnist-gan: '))).toHaveLength(1);
  });
});
