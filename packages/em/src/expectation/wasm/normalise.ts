import type { Kernel } from '../kernel';
import type { KernelInstance, Piece } from './instance';

/** The log-sum-exp of a block; `scratch` holds two numbers a row. */
export function normaliser(
  { run, roots }: KernelInstance,
  joint: Piece,
  components: number,
  stride: number,
  scratch: Piece,
): Kernel['normalise'] {
  return (count, logDensities) => {
    run.normalise(
      joint.at,
      components,
      8 * stride,
      64 * ((count + 7) >> 3),
      scratch.at,
      scratch.at + 8 * stride,
      roots,
    );
    // Sums run over whole groups of rows: what stands past the last row must count nothing.
    const end = (count + 7) & ~7;
    if (count < end) for (let k = 0; k < components; k++) joint.values.fill(0, k * stride + count, k * stride + end);
    for (let s = 0; s < count; s++) logDensities[s] = scratch.values[s] + Math.log(scratch.values[stride + s]);
  };
}
