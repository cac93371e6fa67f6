import type { Engine } from '../kernel';
import { diagonalKernel } from './diagonal';
import { fullKernel } from './full';

/** The kernels in plain TypeScript: the reference, and what runs where WebAssembly with SIMD does not. */
export const typescriptEngine: Engine = {
  name: 'typescript',
  kernel: (model, group) => (model.shape === 'full' ? fullKernel : diagonalKernel)(model, group),
};
