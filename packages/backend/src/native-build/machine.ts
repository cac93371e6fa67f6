import { readFileSync } from 'node:fs';
import * as E from 'fp-ts/lib/Either.js';
import { notHere, type NativeProblem } from './problem';

/** The machine and the Node that an addon is made for. */
export interface Machine {
  /** As `process.platform`. */
  readonly platform: string;
  /** As `process.arch`. */
  readonly arch: string;
  /** The version of the GNU C library, such as `'2.36'`; undefined where there is another one. */
  readonly glibc: string | undefined;
  /** Node's own program. */
  readonly node: string;
  /** Node's version without the v. */
  readonly nodeVersion: string;
  /** The version of Node's interface for addons that TensorFlow.js takes: at most 8. */
  readonly napi: number;
  /** What the processor can do, as Linux calls it (`avx2`, …); empty elsewhere. */
  readonly processorFlags: readonly string[];
}

/** The newest interface for addons that tfjs-node 4.22 names. */
const NEWEST_NAPI = 8;

/** This machine. */
export function thisMachine(): Machine {
  return {
    platform: process.platform,
    arch: process.arch,
    glibc: glibcVersion(),
    node: process.execPath,
    nodeVersion: process.versions.node,
    napi: Math.min(NEWEST_NAPI, Number(process.versions.napi ?? 0)),
    processorFlags: processorFlags(),
  };
}

function processorFlags(): readonly string[] {
  try {
    return /^flags\s*:(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1].trim().split(/\s+/) ?? [];
  } catch {
    return [];
  }
}

function glibcVersion(): string | undefined {
  if (process.platform !== 'linux') return undefined;
  const { header } = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return header?.glibcVersionRuntime;
}

/** The machine as Python's wheels and the ELF format call it. */
const architectures: Record<string, { readonly wheel: string; readonly elf: number } | undefined> = {
  x64: { wheel: 'x86_64', elf: 0x3e },
  arm64: { wheel: 'aarch64', elf: 0xb7 },
};

/** What can be said about a machine on which an addon can be compiled. */
export interface Buildable {
  /** The platforms whose wheels run here, newest first: `'manylinux_2_36_x86_64'` and so on. */
  readonly wheelPlatforms: readonly string[];
  /** The number of the processor in an ELF file. */
  readonly elf: number;
}

/** Whether an addon can be compiled here: Linux with the GNU C library, x64 or arm64. */
export function buildable({ platform, arch, glibc }: Machine): E.Either<NativeProblem, Buildable> {
  const refuse = (where: string, hint: string) =>
    E.left(notHere({ what: 'The addon is built on Linux with the GNU C library only', where, hint }));
  if (platform !== 'linux')
    return refuse(
      `this is ${platform}`,
      'bcl-native --published fetches TensorFlow 2.9.1 for macOS and Windows (not tried), and the backend wasm works everywhere',
    );
  if (glibc === undefined)
    return refuse(
      'this Linux has another C library',
      'the backend wasm works here; Debian and Ubuntu images have glibc',
    );
  const known = architectures[arch];
  if (known === undefined) return refuse(`this is ${arch}`, 'the backend wasm works here');
  const minor = Number(glibc.split('.')[1]);
  const versions = Array.from({ length: Math.max(0, minor - 16) }, (_, i) => `manylinux_2_${minor - i}_${known.wheel}`);
  return E.right({ wheelPlatforms: [...versions, `manylinux2014_${known.wheel}`], elf: known.elf });
}
