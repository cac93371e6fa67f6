import type { Engine } from '../kernel';
import { diagonalKernel } from './diagonal';
import { fullKernel } from './full';

/** The kernels in plain TypeScript: the reference, and what runs where WebAssembly with SIMD does not. */
export const typescriptEngine: Engine = {
  name: 'typescript',
  kernel: (input) => (input.kind === 'full' ? fullKernel(input) : diagonalKernel(input)),
};
