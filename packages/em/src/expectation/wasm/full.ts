import type { FullInput } from '../full-preparation';
import { blockSize, type Kernel } from '../kernel';
import type { KernelInstance } from './instance';
import { normaliser } from './normalise';

/** Kernel for covariances of any shape, in WebAssembly. */
export function fullKernel(instance: KernelInstance, input: FullInput): Kernel {
  const { components, width, constants } = input;
  const stride = blockSize(width);
  const packed = (width * (width + 1)) / 2;
  const [block, joint, means, whitenings, difference, weighted, scratch, first, second] = instance.allocate([
    width * stride,
    components * stride,
    components * width,
    components * packed,
    width * stride,
    width * stride,
    2 * stride,
    components * width,
    components * width * width,
  ]);
  means.values.set(input.means);
  whitenings.values.set(input.whitenings);
  const mass = new Float64Array(components);
  const row = 8 * stride;
  const { run } = instance;
  return {
    stride,
    block: block.values,
    joint: joint.values,
    evaluate() {
      for (let k = 0; k < components; k++)
        run.logJointFull(
          block.at,
          means.at + 8 * k * width,
          whitenings.at + 8 * k * packed,
          constants[k],
          width,
          row,
          difference.at,
          joint.at + k * row,
        );
    },
    normalise: normaliser(instance, joint, components, stride, scratch),
    accumulate() {
      for (let k = 0; k < components; k++) {
        const responsibilities = joint.at + k * row;
        const total = run.mass(responsibilities, row);
        if (total === 0) continue;
        mass[k] += total;
        run.accumulateFull(
          block.at,
          means.at + 8 * k * width,
          responsibilities,
          width,
          row,
          difference.at,
          weighted.at,
          first.at + 8 * k * width,
          second.at + 8 * k * width * width,
        );
      }
    },
    take() {
      const taken = { mass: mass.slice(), first: first.values.slice(), second: second.values.slice() };
      for (const values of [mass, first.values, second.values]) values.fill(0);
      return taken;
    },
  };
}
