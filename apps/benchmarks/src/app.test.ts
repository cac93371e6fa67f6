import { runApp, type Io } from '@bcl/lab';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { app } from './app';

let directory = '';
beforeEach(() => (directory = mkdtempSync(path.join(tmpdir(), 'benchmarks-'))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

async function start(argv: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  let [stdout, stderr, time] = ['', '', 0];
  const io: Io = {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    env: {},
    directory,
    now: () => new Date('2026-01-02T03:04:05.678Z'),
    clock: () => (time += 1),
    onSignal: () => () => undefined,
    exit: () => undefined,
  };
  return { code: await runApp(app, argv, io), stdout, stderr };
}

describe('bad input: one line, exit code 2, nothing left', () => {
  it.each([
    [['--cases', 'iris'], "benchmarks: --cases is 'iris': 'iris' is none of pendigits-12, pendigits-50, grid-25"],
    [['--threads', '0'], "benchmarks: --threads is '0': it must be whole numbers from 1 to 256, parted by commas"],
    [
      ['--parts', 'race,rest'],
      "benchmarks: --parts is 'race,rest': 'rest' is none of race, threads, growth, training, streaming",
    ],
    [['--parts', 'threads', '--threads', '1'], 'benchmarks: --parts threads with --threads 1 measures nothing'],
    [['--networks', 'vast'], "benchmarks: --networks is 'vast': 'vast' is none of width-64, width-128, tiny"],
    [
      ['--backends', 'abacus'],
      "benchmarks: --backends is 'abacus': 'abacus' is none of native-gpu, native, webgpu, wasm",
    ],
    [['--iterations', '0'], "benchmarks: --iterations is '0': it must be a whole number of at least 1"],
  ])('%s', async (argv, message) => {
    const { code, stdout, stderr } = await start([...argv, '--out', 'out']);
    expect(code).toBe(2);
    expect(stderr).toMatch(new RegExp(`^${message.replace(/[-()]/g, '\\$&')}.*\\n$`));
    expect(stdout).toBe('');
    expect(existsSync(path.join(directory, 'out'))).toBe(false);
  });
});
