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
    run.normalise(joint.at, components, 8 * stride, scratch.at, scratch.at + 8 * stride, roots);
    for (let s = 0; s < count; s++) logDensities[s] = scratch.values[s] + Math.log(scratch.values[stride + s]);
  };
}
