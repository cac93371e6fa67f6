import type { DiagonalInput } from '../diagonal-preparation';
import { blockSize, type Kernel } from '../kernel';
import type { KernelInstance } from './instance';
import { normaliser } from './normalise';

/** Kernel for diagonal covariances, in WebAssembly. */
export function diagonalKernel(instance: KernelInstance, input: DiagonalInput): Kernel {
  const { components, width, constants } = input;
  const stride = blockSize(width);
  const size = components * width;
  const [block, joint, means, precisions, scratch, first, second] = instance.allocate([
    width * stride,
    components * stride,
    size,
    size,
    2 * stride,
    size,
    size,
  ]);
  means.values.set(input.means);
  precisions.values.set(input.precisions);
  const mass = new Float64Array(components);
  const row = 8 * stride;
  const { run } = instance;
  return {
    stride,
    block: block.values,
    joint: joint.values,
    evaluate() {
      for (let k = 0, at = 0; k < components; k++, at += 8 * width)
        run.logJointDiagonal(block.at, means.at + at, precisions.at + at, constants[k], width, row, joint.at + k * row);
    },
    normalise: normaliser(instance, joint, components, stride, scratch),
    accumulate() {
      for (let k = 0, at = 0; k < components; k++, at += 8 * width) {
        mass[k] += run.mass(joint.at + k * row, row);
        run.accumulateDiagonal(block.at, means.at + at, joint.at + k * row, width, row, first.at + at, second.at + at);
      }
    },
    take() {
      const taken = { mass: mass.slice(), first: first.values.slice(), second: second.values.slice() };
      for (const values of [mass, first.values, second.values]) values.fill(0);
      return taken;
    },
  };
}
