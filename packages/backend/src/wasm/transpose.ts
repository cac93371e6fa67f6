import { tf } from '../tensorflow';
import { copy } from './copy';
import type { TensorInfo, WasmBackend } from './wasm-backend';

/**
 * Reorders the axes of a tensor.
 *
 * @param x - float32 or int32, at most 6 axes
 * @param permutation - axis i of the result is axis `permutation[i]` of x
 */
export function transpose(backend: WasmBackend, x: TensorInfo, permutation: readonly number[]): TensorInfo {
  const steps = [...tf.util.computeStrides(x.shape), 1];
  const axes = permutation.map((axis) => ({ size: x.shape[axis], step: steps[axis] }));
  const out = backend.makeOutput(
    axes.map(({ size }) => size),
    x.dtype,
  );
  copy(backend, x, out, 0, axes);
  return out;
}
