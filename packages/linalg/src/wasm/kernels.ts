import { binary } from './binary';

/** What the compiled kernels export; see wasm/ of this package. Addresses are in bytes, sizes count numbers. */
interface Exports {
  product(a: number, b: number, out: number, panel: number, rows: number, inner: number, columns: number): void;
  reflectRows(v: number, tau: number, x: number, row: number, count: number, length: number): void;
  reflectBothSides(a: number, n: number, i: number, tau: number, w: number): void;
  rotateColumns(y: number, width: number, rotations: number, count: number): void;
}

/** The compiled kernels with their memory, used by one caller at a time. */
export interface Kernels {
  readonly run: Exports;
  /** Numbers of memory for each length, one piece after the other. All pieces that were handed out before become invalid. */
  readonly allocate: (lengths: readonly number[]) => readonly Piece[];
}

/** A piece of the kernels' memory: its address, and its numbers, of which the caller knows nothing yet. */
export interface Piece {
  readonly at: number;
  readonly values: Float64Array;
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

let started: { readonly kernels: Kernels | undefined } | undefined;

/** The kernels, compiled on first use, or undefined where there is no WebAssembly with SIMD or compiling is forbidden. */
export function kernels(): Kernels | undefined {
  started ??= { kernels: startKernels() };
  return started.kernels;
}

/** Compiles the kernels, or says that it cannot. */
export function startKernels(): Kernels | undefined {
  try {
    const bytes = Uint8Array.from(atob(binary), (letter) => letter.charCodeAt(0));
    const { Memory, Module, Instance } = (globalThis as unknown as { WebAssembly: WebAssemblyParts }).WebAssembly;
    const memory = new Memory({ initial: 1 });
    const { exports } = new Instance(new Module(bytes), { env: { memory } });
    return { run: exports as Exports, allocate: (lengths) => allocate(memory, lengths) };
  } catch {
    return undefined;
  }
}

function allocate(memory: Memory, lengths: readonly number[]): Piece[] {
  // Pairs of lanes like to begin at multiples of sixteen bytes.
  const even = (length: number): number => length + (length & 1);
  const total = lengths.reduce((sum, length) => sum + even(length), 0);
  const missing = Math.ceil((8 * total) / PAGE) - memory.buffer.byteLength / PAGE;
  if (missing > 0) memory.grow(missing);
  let at = 0;
  return lengths.map((length) => {
    const piece = { at, values: new Float64Array(memory.buffer, at, length) };
    at += 8 * even(length);
    return piece;
  });
}
