import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { BenchmarkCase } from './cases';
import type { Timing } from './ours';

const run = promisify(execFile);
const script = fileURLToPath(new URL('../peers/scikit_learn.py', import.meta.url));

/** A Python with scikit-learn in it. */
export interface Peer {
  readonly python: string;
  readonly version: string;
}

/** The first Python on this machine that has scikit-learn, or why there is none. */
export async function findScikitLearn(): Promise<Peer | string> {
  const tried: string[] = [];
  for (const python of [process.env.PYTHON, 'python3', '/usr/bin/python3'].filter(
    (name) => name !== undefined && name !== '',
  )) {
    try {
      const { stdout } = await run(python as string, ['-c', 'import sklearn; print(sklearn.__version__)']);
      return { python: python as string, version: stdout.trim() };
    } catch {
      tried.push(python as string);
    }
  }
  return `none of ${tried.join(', ')} can import sklearn; install python3-sklearn (Debian) or name a Python in PYTHON`;
}

/** Times scikit-learn on the same table with the given number of threads. */
export async function timeScikitLearn(
  { python }: Peer,
  { rows, columns, components, data }: BenchmarkCase,
  iterations: number,
  threads: number,
): Promise<Timing> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bcl-bench-'));
  try {
    const file = path.join(folder, 'table.f64');
    await writeFile(file, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    const sizes = [rows, columns, components, iterations].map(String);
    const limits = {
      OMP_NUM_THREADS: String(threads),
      OPENBLAS_NUM_THREADS: String(threads),
      MKL_NUM_THREADS: String(threads),
    };
    const { stdout } = await run(python, [script, file, ...sizes], { env: { ...process.env, ...limits } });
    return JSON.parse(stdout) as Timing;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
