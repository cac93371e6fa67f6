import { kernelsOn } from './kernels';
import { addressOf, type TensorInfo, type WasmBackend } from './wasm-backend';

/** An axis of the output: how long it is, and how far apart its numbers are in the input, counted in numbers. */
export interface Axis {
  readonly size: number;
  readonly step: number;
}

/** An axis of both: how long it is, and how far apart its numbers are in the input and in the output, in bytes. */
interface Walk {
  readonly size: number;
  readonly from: number;
  readonly to: number;
}

/** Whether numbers of a type have the four bytes that our kernel moves. */
export const isMovable = ({ dtype }: TensorInfo): boolean => dtype === 'float32' || dtype === 'int32';

/**
 * Fills a tensor with numbers of another one, in any order that steps along axes: transposed, or a piece.
 *
 * @param offset - which number of x is the first
 * @param axes - those of `out`, at most 6
 */
export function copy(
  backend: WasmBackend,
  x: TensorInfo,
  out: TensorInfo,
  offset: number,
  axes: readonly Axis[],
): void {
  if (axes.some(({ size }) => size === 0)) return;
  const { run, work } = kernelsOn(backend);
  const walks = joined(axes);
  const columns = walks.pop() ?? { size: 1, from: 4, to: 4 };
  // The rows are the axis whose numbers stand side by side in the input, so that squares can be turned; else the last that is left.
  const besides = walks.findIndex(({ from }) => from === 4);
  const [rows = { size: 1, from: 0, to: 0 }] = walks.splice(besides, 1);
  const plan = new Int32Array(backend.wasm.HEAPU8.buffer, work, 4 * walks.length);
  walks.forEach(({ size, from, to }, i) => plan.set([size, from, to, 0], 4 * i));
  run.copy(
    addressOf(backend, x) + 4 * offset,
    addressOf(backend, out),
    walks.length,
    work,
    rows.size,
    columns.size,
    rows.from,
    rows.to,
    columns.from,
  );
}

/** The axes with their steps in the output, the last one last; those that stay together are one, and those of size 1 none. */
function joined(axes: readonly Axis[]): Walk[] {
  const walks: Walk[] = [];
  let to = 4;
  for (let i = axes.length - 1; i >= 0; i--) {
    const { size } = axes[i];
    const from = 4 * axes[i].step;
    const inner = walks[0];
    if (size > 1 && inner !== undefined && from === inner.from * inner.size)
      walks[0] = { ...inner, size: size * inner.size };
    else if (size > 1) walks.unshift({ size, from, to });
    to *= size;
  }
  return walks;
}
