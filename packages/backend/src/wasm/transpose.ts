import { kernelsOn } from './kernels';
import { addressOf, type TensorInfo, type WasmBackend } from './wasm-backend';

/** An axis of the output: how long it is, and how far apart its numbers are in the input and in the output, in bytes. */
interface Axis {
  readonly size: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Reorders the axes of a tensor by our own kernel.
 *
 * @param x - float32 or int32, up to 6 axes
 * @param permutation - axis i of the result is axis `permutation[i]` of x
 */
export function transpose(backend: WasmBackend, x: TensorInfo, permutation: readonly number[]): TensorInfo {
  const shape = permutation.map((axis) => x.shape[axis]);
  const out = backend.makeOutput(shape, x.dtype);
  if (shape.includes(0)) return out;
  const { run, work } = kernelsOn(backend);
  const axes = axesOf(x.shape, permutation);
  const columns = axes.pop() ?? { size: 1, from: 4, to: 4 };
  // The rows are the axis whose numbers stand side by side in the input, so that squares can be turned; else the last that is left.
  const besides = axes.findIndex(({ from }) => from === 4);
  const [rows = { size: 1, from: 0, to: 0 }] = axes.splice(besides, 1);
  const plan = new Int32Array(backend.wasm.HEAPU8.buffer, work, 4 * axes.length);
  axes.forEach(({ size, from, to }, i) => plan.set([size, from, to, 0], 4 * i));
  run.transpose(
    addressOf(backend, x),
    addressOf(backend, out),
    axes.length,
    work,
    rows.size,
    columns.size,
    rows.from,
    rows.to,
    columns.from,
  );
  return out;
}

/** The axes of the output, the last one last; those that stay together are one, and those of size 1 none. */
function axesOf(shape: readonly number[], permutation: readonly number[]): Axis[] {
  const axes: Axis[] = [];
  let to = 4;
  for (let i = permutation.length - 1; i >= 0; i--) {
    const axis = permutation[i];
    const size = shape[axis];
    const from = 4 * shape.slice(axis + 1).reduce((product, length) => product * length, 1);
    const inner = axes[0];
    if (size > 1 && inner !== undefined && from === inner.from * inner.size)
      axes[0] = { ...inner, size: size * inner.size };
    else if (size > 1) axes.unshift({ size, from, to });
    to *= size;
  }
  return axes;
}
