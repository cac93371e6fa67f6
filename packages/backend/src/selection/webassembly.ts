import * as E from 'fp-ts/lib/Either.js';
import { tf } from '../tensorflow';
import { reasonOf, type Candidate } from './candidate';

/** WebAssembly with SIMD, in Node and in browsers. */
export const webassembly: Candidate = {
  name: 'wasm',
  start: async ({ wasmPath, load }) => {
    try {
      const { setWasmPaths } = (await load(
        '@tensorflow/tfjs-backend-wasm',
      )) as typeof import('@tensorflow/tfjs-backend-wasm');
      if (!(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')))
        return E.left('this engine has no WebAssembly with SIMD');
      if (wasmPath !== undefined) setWasmPaths(wasmPath);
      return (await tf.setBackend('wasm')) ? E.right('WebAssembly with SIMD') : E.left('TensorFlow.js did not take it');
    } catch (error) {
      return E.left(reasonOf(error));
    }
  },
};
