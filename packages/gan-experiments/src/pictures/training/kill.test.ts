import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { CHECKPOINTS } from './checkpoints';
import { readHistory } from './history';

const root = path.resolve(__dirname, '../../../../..');
let folder: string;
let program: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kill-'));
  program = path.join(folder, 'kill-program.fixture.mjs');
  // What is not bundled is found beside the program, where it would be in an installed package.
  const own = { backend: ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm'], images: ['sharp'] };
  for (const [name, modules] of Object.entries(own)) {
    for (const module of modules) {
      const link = path.join(folder, 'node_modules', module);
      mkdirSync(path.dirname(link), { recursive: true });
      symlinkSync(path.join(root, 'packages', name, 'node_modules', module), link);
    }
  }
  const bundler = createRequire(require.resolve('tsup')).resolve('esbuild/bin/esbuild');
  const settings = [
    '--bundle',
    '--platform=node',
    '--format=esm',
    '--target=node20',
    '--out-extension:.js=.mjs',
    '--log-level=error',
    `--tsconfig=${path.join(root, 'tsconfig.json')}`,
    '--external:@tensorflow/*',
    '--external:sharp',
    '--banner:js=import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    `--outdir=${folder}`,
  ];
  execFileSync(bundler, [path.join(__dirname, 'kill-program.fixture.ts'), ...settings], { cwd: root, stdio: 'pipe' });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const checkpoints = (run: string) => {
  try {
    return readdirSync(path.join(folder, run, CHECKPOINTS)).filter((name) => !name.startsWith('.'));
  } catch {
    return [];
  }
};
const start = (run: string, steps: number) => spawn(process.execPath, [program, path.join(folder, run), String(steps)]);

it('a run that is killed goes on to the same bytes', async () => {
  const STEPS = 60;
  const killed = start('killed', STEPS);
  const ended = once(killed, 'exit');
  while (checkpoints('killed').length === 0) {
    if (killed.exitCode !== null) throw new Error(String(killed.stderr.read()));
    await setTimeout(5);
  }
  killed.kill('SIGKILL');
  await ended;
  expect(killed.signalCode).toBe('SIGKILL');
  expect(checkpoints('killed')).not.toContain('step-000000060.safetensors');
  for (const run of ['killed', 'whole']) {
    const [code] = (await once(start(run, STEPS), 'exit')) as [number];
    expect(code).toBe(0);
  }
  const last = (run: string) => readFileSync(path.join(folder, run, CHECKPOINTS, 'step-000000060.safetensors'));
  expect(last('killed').equals(last('whole'))).toBe(true);
  const history = (run: string) => readHistory({ path: path.join(folder, run) });
  expect(await history('killed')).toEqual(await history('whole'));
}, 120_000);
