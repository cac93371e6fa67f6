import type { Engine } from '../kernel';
import { diagonalKernel } from './diagonal';
import { fullKernel } from './full';
import { startKernel } from './instance';

/** The kernels in WebAssembly with SIMD, or undefined where it cannot run. */
export const wasmEngine: Engine | undefined = engineOf(startKernel());

function engineOf(instance: ReturnType<typeof startKernel>): Engine | undefined {
  if (instance === undefined) return undefined;
  return {
    name: 'wasm',
    kernel: (input) => (input.kind === 'full' ? fullKernel(instance, input) : diagonalKernel(instance, input)),
  };
}
