import { binary } from './binary';
import { startWebAssembly, type WebAssemblyModule } from './start';

/** What the compiled kernels export; see wasm/ of this package. Addresses are in bytes, sizes count numbers. */
interface Exports {
  product(a: number, b: number, out: number, panel: number, rows: number, inner: number, columns: number): void;
  reflectRows(v: number, tau: number, x: number, row: number, count: number, length: number): void;
  updateRow(a: number, n: number, r: number, v: number, w: number): void;
  updateAndMultiply(a: number, n: number, i: number, tau: number, v0: number, w0: number, w: number): void;
  rotateColumns(y: number, width: number, rotations: number, count: number): void;
}

/** The compiled kernels with their memory, used by one caller at a time. */
export type Kernels = WebAssemblyModule<Exports>;

let started: { readonly kernels: Kernels | undefined } | undefined;

/** The kernels, compiled on first use, or undefined where there is no WebAssembly with SIMD or compiling is forbidden. */
export function kernels(): Kernels | undefined {
  started ??= { kernels: startWebAssembly<Exports>(binary) };
  return started.kernels;
}
