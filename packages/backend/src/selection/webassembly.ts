import * as E from 'fp-ts/lib/Either.js';
import { tf } from '../tensorflow';
import { installProducts } from '../wasm/install';
import type { WasmBackend } from '../wasm/wasm-backend';
import { reasonOf, type Candidate } from './candidate';

const PACKAGE = '@tensorflow/tfjs-backend-wasm';

/** WebAssembly with SIMD, in Node and in browsers, with matrix products of our own. */
export const webassembly: Candidate = {
  name: 'wasm',
  start: async ({ wasmPath, load }) => {
    try {
      const { setWasmPaths } = (await load(PACKAGE)) as { setWasmPaths: (prefix: string) => void };
      if (!(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')))
        return E.left('this engine has no WebAssembly with SIMD');
      // Memory that is shared between threads is none that our kernels can work on.
      tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
      if (wasmPath !== undefined && tf.findBackend('wasm') === null) setWasmPaths(wasmPath);
      if (!(await tf.setBackend('wasm'))) return E.left('TensorFlow.js could not start it');
      installProducts(tf.backend() as unknown as WasmBackend);
      return E.right('WebAssembly with SIMD');
    } catch (error) {
      return E.left(reasonOf(error));
    }
  },
};
