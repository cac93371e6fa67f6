import { binary } from './binary';
import { binary as relaxedBinary } from './relaxed-binary';
import type { SharedMemory, WasmBackend } from './wasm-backend';

/** What the compiled kernels export; see wasm/ of this package. Addresses and steps are in bytes. */
export interface Exports {
  products(
    a: number,
    b: number,
    out: number,
    count: number,
    stepA: number,
    stepB: number,
    rows: number,
    depth: number,
    columns: number,
    transposeA: boolean,
    transposeB: boolean,
    bias: number,
    work: number,
  ): void;
  copy(
    from: number,
    to: number,
    axes: number,
    plan: number,
    rows: number,
    columns: number,
    rowFrom: number,
    rowTo: number,
    columnFrom: number,
  ): void;
  readonly WORK: { readonly value: number };
}

/** The kernels on a backend's memory, and their working memory in it. */
export interface Kernels {
  readonly run: Exports;
  readonly work: number;
  /** Whether the engine has relaxed SIMD, so that products are summed by fused multiplications and additions. */
  readonly fused: boolean;
}

/** What is used of WebAssembly, whose types come with those of a browser only. */
interface Engine {
  readonly WebAssembly: {
    validate(bytes: Uint8Array): boolean;
    readonly Module: new (bytes: Uint8Array) => object;
    readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
  };
}

const started = new WeakMap<object, Kernels>();

/**
 * Our kernels on the memory of a backend, so that nothing is copied; started once for each backend.
 *
 * @throws Error where the backend's memory is not where it was, is shared between threads, or is full
 */
export function kernelsOn({ wasm }: WasmBackend): Kernels {
  let kernels = started.get(wasm);
  if (kernels === undefined) {
    kernels = start(wasm);
    started.set(wasm, kernels);
  }
  return kernels;
}

function start(wasm: WasmBackend['wasm']): Kernels {
  const memory: SharedMemory | undefined = wasm.asm?.memory;
  if (memory === undefined || memory.buffer !== wasm.HEAPU8.buffer) {
    throw new Error('the memory of this version of TensorFlow.js is not where it is looked for');
  }
  const fused = knowsRelaxed();
  const { WebAssembly } = globalThis as unknown as Engine;
  const module = new WebAssembly.Module(bytesOf(fused ? relaxedBinary : binary));
  const run = new WebAssembly.Instance(module, { env: { memory } }).exports as Exports;
  const work = wasm._malloc(run.WORK.value) >>> 0;
  if (work === 0) throw new Error('the memory of the wasm backend is full');
  return { run, work, fused };
}

/** Whether the engine has relaxed SIMD, as Node 24 has. */
export const knowsRelaxed = (): boolean =>
  (globalThis as unknown as Engine).WebAssembly.validate(bytesOf(relaxedBinary));

const bytesOf = (text: string): Uint8Array => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
