import * as E from 'fp-ts/lib/Either.js';
import { tf } from '../tensorflow';
import { installKernels } from '../wasm/install';
import type { WasmBackend } from '../wasm/wasm-backend';
import { reasonOf, type Candidate } from './candidate';

/** WebAssembly with SIMD, in Node and in browsers, with kernels of our own. */
export const webassembly: Candidate = {
  name: 'wasm',
  start: async ({ wasmPath }) => {
    try {
      // Loaded only where it is tried; by name, so that a bundler sees it.
      const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
      if (!(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')))
        return E.left('this engine has no WebAssembly with SIMD');
      // Memory that is shared between threads is none that our kernels can work on.
      tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
      if (wasmPath !== undefined && tf.findBackend('wasm') === null) setWasmPaths(wasmPath);
      if (!(await tf.setBackend('wasm'))) return E.left('TensorFlow.js could not start it: are its files at wasmPath?');
      return E.right(`WebAssembly with SIMD${withKernels()}`);
    } catch (error) {
      return E.left(reasonOf(error));
    }
  },
};

/** Installs our kernels; without them wasm still computes, if slowly. */
function withKernels(): string {
  try {
    installKernels(tf.backend() as unknown as WasmBackend);
    return '';
  } catch (error) {
    return `, slow for want of our kernels (${reasonOf(error)})`;
  }
}
