import { NumericalFailure } from '../components';
import { binary } from './binary';

/** What the compiled kernel exports; see wasm/index.ts of this package. Addresses and sizes are in bytes. */
export interface KernelExports {
  pack(rows: number, groups: number, width: number, pitch: number, to: number): void;
  logJointFull(
    x: number,
    groups: number,
    pitch: number,
    components: number,
    means: number,
    apart: number,
    whitenings: number,
    constants: number,
    difference: number,
    out: number,
    row: number,
  ): void;
  accumulateFull(
    rows: number,
    count: number,
    seen: number,
    width: number,
    panels: number,
    components: number,
    means: number,
    apart: number,
    responsibilities: number,
    row: number,
    list: number,
    rank: number,
    held: number,
    roots: number,
    stores: number,
    mass: number,
    first: number,
    second: number,
  ): void;
  flushFull(
    components: number,
    panels: number,
    rank: number,
    held: number,
    roots: number,
    stores: number,
    first: number,
    second: number,
  ): void;
  accumulateNarrow(
    x: number,
    groups: number,
    components: number,
    means: number,
    apart: number,
    responsibilities: number,
    row: number,
    mass: number,
    first: number,
    second: number,
  ): void;
  logJointDiagonal(
    x: number,
    groups: number,
    width: number,
    pitch: number,
    components: number,
    means: number,
    precisions: number,
    constants: number,
    out: number,
    row: number,
  ): void;
  accumulateDiagonal(
    rows: number,
    count: number,
    seen: number,
    width: number,
    pitch: number,
    components: number,
    means: number,
    responsibilities: number,
    row: number,
    list: number,
    mass: number,
    first: number,
    second: number,
  ): void;
  normalise(
    joint: number,
    components: number,
    row: number,
    used: number,
    tops: number,
    sums: number,
    roots: number,
  ): void;
}

/** A piece of the kernel's memory. */
export interface Piece {
  /** Its address. */
  readonly at: number;
  /** Its numbers. */
  readonly values: Float64Array;
}

/** The compiled kernel with its memory, used by one thread for one thing at a time. */
export interface KernelInstance {
  readonly run: KernelExports;
  /** The address of 2^(j / 64), j = 0 … 63. */
  readonly roots: number;
  /**
   * Lays pieces of the given lengths one after the other over the memory, grown where needed and zeroed. All pieces that were
   * handed out before become invalid.
   */
  allocate(lengths: readonly number[]): readonly Piece[];
}

/** What is used of WebAssembly, whose types come with those of a browser only. */
interface WebAssemblyParts {
  readonly Memory: new (size: { initial: number }) => Memory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

const PAGE = 65536;
const ROOTS = 64;

/**
 * Compiles and starts the kernel, or says that it cannot: no WebAssembly, no SIMD, or a page whose content policy forbids
 * compiling.
 */
export function startKernel(text = binary): KernelInstance | undefined {
  try {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const { Memory, Module, Instance } = (globalThis as unknown as { WebAssembly: WebAssemblyParts }).WebAssembly;
    const memory = new Memory({ initial: 1 });
    const { exports } = new Instance(new Module(bytes), { env: { memory } });
    new Float64Array(memory.buffer, 0, ROOTS).set(Array.from({ length: ROOTS }, (_, j) => 2 ** (j / ROOTS)));
    return { run: exports as KernelExports, roots: 0, allocate: (lengths) => allocate(memory, lengths) };
  } catch {
    return undefined;
  }
}

function allocate(memory: Memory, lengths: readonly number[]): Piece[] {
  const total = lengths.reduce((sum, length) => sum + even(length), ROOTS);
  const pages = Math.ceil((8 * total) / PAGE);
  const missing = pages - memory.buffer.byteLength / PAGE;
  if (missing > 0) grow(memory, missing, pages);
  let at = 8 * ROOTS;
  return lengths.map((length) => {
    const values = new Float64Array(memory.buffer, at, length).fill(0);
    const piece = { at, values };
    at += 8 * even(length);
    return piece;
  });
}

function grow(memory: Memory, missing: number, pages: number): void {
  try {
    memory.grow(missing);
  } catch {
    throw new NumericalFailure(
      `the kernels need ${Math.ceil((pages * PAGE) / 1e6)} MB, more than WebAssembly can have here`,
      "use fewer components, covarianceType 'diagonal', or engine 'typescript'",
    );
  }
}

/** Pieces begin at multiples of sixteen bytes, as pairs of lanes like it. */
const even = (length: number): number => length + (length & 1);
