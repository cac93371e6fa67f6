import { tf } from '../tensorflow';
import { copy } from './copy';
import type { TensorInfo, WasmBackend } from './wasm-backend';

/**
 * A piece of a tensor.
 *
 * @param x - float32 or int32, at most 6 axes
 * @param begin - where it begins on each axis
 * @param size - how long it is on each axis
 */
export function slice(
  backend: WasmBackend,
  x: TensorInfo,
  begin: readonly number[],
  size: readonly number[],
): TensorInfo {
  const steps = x.shape.length === 0 ? [] : [...tf.util.computeStrides(x.shape), 1];
  const out = backend.makeOutput(size, x.dtype);
  const offset = begin.reduce((sum, at, axis) => sum + at * steps[axis], 0);
  copy(
    backend,
    x,
    out,
    offset,
    size.map((length, axis) => ({ size: length, step: steps[axis] })),
  );
  return out;
}

/** All pieces of a tensor along an axis, one after the other. */
export function split(backend: WasmBackend, x: TensorInfo, sizes: readonly number[], axis: number): TensorInfo[] {
  const begin = x.shape.map(() => 0);
  return sizes.map((length) => {
    const piece = slice(
      backend,
      x,
      begin,
      x.shape.map((whole, i) => (i === axis ? length : whole)),
    );
    begin[axis] += length;
    return piece;
  });
}
