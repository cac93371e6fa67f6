/** Programs of this package as processes of their own, bundled from the sources, so that tests need no build. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.resolve(__dirname, '../../../../..');
const home = path.resolve(__dirname, '../../..');

/** The bundled programs: `bcl-worker.js`, `thread.js`, `coordinator.js`, `orphans.js`. They stand in the package, where its dependencies are found. */
export interface Programs {
  readonly folder: string;
  readonly worker: string;
  readonly coordinator: string;
  readonly orphans: string;
  /** Tasks for `--tasks`. */
  readonly tasks: string;
  /** A file for a log in the same folder. */
  file(name: string): string;
  remove(): void;
}

export function bundlePrograms(): Programs {
  const cache = path.join(home, '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(path.join(cache, 'faults-'));
  // The bundler of tsup, run as a program: inside jest it does not recognise arrays of bytes.
  const bundler = createRequire(require.resolve('tsup')).resolve('esbuild/bin/esbuild');
  const entries = {
    'bcl-worker': 'src/worker/bcl-worker.ts',
    thread: 'src/local/thread.ts',
    coordinator: 'src/redis/faults/coordinator.fixture.ts',
    orphans: 'src/redis/faults/orphans.fixture.ts',
  };
  execFileSync(
    bundler,
    [
      ...Object.entries(entries).map(([name, file]) => `${name}=${path.join(home, file)}`),
      '--bundle',
      '--platform=node',
      '--format=esm',
      '--target=node20',
      '--log-level=warning',
      `--tsconfig=${path.join(root, 'tsconfig.json')}`,
      '--external:bullmq',
      '--external:ioredis',
      '--external:piscina',
      `--outdir=${folder}`,
    ],
    { cwd: root, stdio: 'pipe' },
  );
  return {
    folder,
    worker: path.join(folder, 'bcl-worker.js'),
    coordinator: path.join(folder, 'coordinator.js'),
    orphans: path.join(folder, 'orphans.js'),
    tasks: path.join(__dirname, 'tasks.fixture.mjs'),
    file: (name) => path.join(folder, name),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export interface Program {
  readonly pid: number;
  /** Both streams, as far as they came. */
  said(): string;
  /** Waits until a line matches; rejects when the program ends before. */
  line(pattern: RegExp): Promise<void>;
  kill(signal?: NodeJS.Signals): void;
  /** The exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

/** Starts a program; `stopAll` ends those that are left. */
export function startProgram(file: string, words: readonly string[]): Program {
  const child = spawn(process.execPath, [file, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let text = '';
  let over = false;
  const waiting = new Set<() => void>();
  const wake = () => [...waiting].forEach((look) => look());
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (more: string) => {
      text += more;
      wake();
    });
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) =>
    child.once('close', (code, signal) => {
      over = true;
      running.delete(child);
      wake();
      resolve(code ?? signal);
    }),
  );
  return {
    pid: child.pid ?? 0,
    said: () => text,
    ended,
    kill: (signal = 'SIGTERM') => void child.kill(signal),
    line: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!pattern.test(text) && !over) return;
          waiting.delete(look);
          if (pattern.test(text)) resolve();
          else reject(new Error(`ended without saying ${String(pattern)}:\n${text}`));
        };
        waiting.add(look);
        look();
      }),
  };
}

const running = new Set<ChildProcess>();

/** Ends every program that is still there. */
export async function stopAll(): Promise<void> {
  const ends = [...running].map((child) => {
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGKILL');
    return ended;
  });
  await Promise.all(ends);
}

/** The lines of a log that tasks write. */
export function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}

/** Waits until something holds. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}
