import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { World } from './world';

/** This package's own kernels, as they are compiled for a processor. */
export interface Kernels {
  /** The folder of their sources. */
  readonly folder: string;
  /** What the compiler is told. */
  readonly flags: readonly string[];
  /** The level of x86-64 that they need; 0 on another processor. */
  readonly level: number;
  /** Names the sources, the flags and the processor: an addon with the same key has the same kernels. */
  readonly key: string;
}

/** Fast, and without what an array of numbers has no use for; infinities and NaN stay what they are. */
const numerical = [
  ...['-O3', '-fno-math-errno', '-fno-trapping-math', '-fassociative-math', '-fno-signed-zeros', '-freciprocal-math'],
];

/**
 * The kernels for this machine; undefined where TensorFlow's own are no slower (an x64 without AVX2), where the sources are not, and
 * where the user wants none (`BCL_KERNELS=off`).
 */
export async function kernelsFor({ machine, kernelSources: folder, environment }: World): Promise<Kernels | undefined> {
  if (environment.BCL_KERNELS === 'off') return undefined;
  const level = machine.arch === 'x64' ? levelOfX64(machine.processorFlags) : 0;
  if (level !== 0 && level < 3) return undefined;
  const names = (await readdir(folder).catch(() => [])).sort();
  if (!names.includes('kernels.cc')) return undefined;
  const wide = level === 4 ? ['-mprefer-vector-width=512'] : [];
  const flags = [...numerical, ...(level === 0 ? [] : [`-march=x86-64-v${level}`, ...wide])];
  const hash = createHash('sha256').update(flags.join(' '));
  for (const name of names) hash.update(`\n${name}\n`).update(await readFile(path.join(folder, name)));
  const processor = level === 0 ? machine.arch : `v${level}`;
  return { folder, flags, level, key: `${processor}-${hash.digest('hex').slice(0, 12)}` };
}

/** The level of x86-64 (System V psABI) that a processor has: 4 with AVX-512, 3 with AVX2, else 2. */
function levelOfX64(flags: readonly string[]): number {
  const all = (...names: string[]) => names.every((name) => flags.includes(name));
  if (!all('avx2', 'fma', 'bmi1', 'bmi2', 'f16c', 'movbe', 'abm')) return 2;
  return all('avx512f', 'avx512bw', 'avx512cd', 'avx512dq', 'avx512vl') ? 4 : 3;
}
