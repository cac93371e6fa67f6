import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { World } from './world';

/** This package's own kernels, as they are compiled for a processor. */
export interface Kernels {
  /** The folder of their sources. */
  readonly folder: string;
  /** What the compiler is told of the processor. */
  readonly target: readonly string[];
  /** The level of x86-64 that they need; 0 on another processor. */
  readonly level: number;
  /** What an addon with just these has in its manifest. */
  readonly key: string;
}

/** The kernels for this machine; undefined on an x64 without AVX2, where TensorFlow's own are no slower, and where their sources are not. */
export async function kernelsFor({ machine: { arch }, searchFrom }: World): Promise<Kernels | undefined> {
  // Beside the folder of the command itself.
  const folder = path.join(path.dirname(searchFrom[0]), '..', 'native');
  const level = arch === 'x64' ? await levelOfX64() : 0;
  if (level !== 0 && level < 3) return undefined;
  const files = ['kernels.cc', 'start.cc'].map((file) => path.join(folder, file));
  const sources = await Promise.all(files.map((file) => readFile(file))).catch(() => undefined);
  if (sources === undefined) return undefined;
  const hash = createHash('sha256').update(Buffer.concat(sources)).digest('hex').slice(0, 12);
  const target = level === 0 ? [] : [`-march=x86-64-v${level}`, ...(level === 4 ? ['-mprefer-vector-width=512'] : [])];
  return { folder, target, level, key: `${level === 0 ? arch : `v${level}`}-${hash}` };
}

async function levelOfX64(): Promise<number> {
  const text = await readFile('/proc/cpuinfo', 'utf8').catch(() => '');
  const flags = new Set(/^flags\s*:(.*)$/m.exec(text)?.[1].trim().split(/\s+/) ?? []);
  const all = (...names: string[]) => names.every((name) => flags.has(name));
  if (!all('avx2', 'fma', 'bmi1', 'bmi2', 'f16c', 'movbe', 'abm')) return 2;
  return all('avx512f', 'avx512bw', 'avx512cd', 'avx512dq', 'avx512vl') ? 4 : 3;
}
