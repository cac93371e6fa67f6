import type { DiagonalInput } from '../diagonal-preparation';
import type { Kernel } from '../kernel';
import { blockLengths, blockSize, even, loader } from './block';
import { cut } from './cut';
import type { KernelInstance } from './instance';
import { normaliser } from './normalise';

/** Kernel for diagonal covariances, in WebAssembly. */
export function diagonalKernel(instance: KernelInstance, input: DiagonalInput): Kernel {
  const { components, width } = input;
  const stride = blockSize(width);
  const pitch = even(width);
  const size = components * pitch;
  const [rows, packed, joint, scratch, means, precisions, constants, list, mass, first, second] = instance.allocate([
    ...blockLengths(width, components, stride),
    size,
    size,
    components,
    stride,
    components,
    size,
    size,
  ]);
  for (let k = 0; k < components; k++) {
    means.values.set(input.means.subarray(k * width, (k + 1) * width), k * pitch);
    precisions.values.set(input.precisions.subarray(k * width, (k + 1) * width), k * pitch);
  }
  constants.values.set(input.constants);
  const row = 8 * stride;
  const { run } = instance;
  let seen = 0;
  return {
    stride,
    joint: joint.values,
    load: loader(instance, rows, packed, width),
    evaluate(count) {
      run.logJointDiagonal(
        packed.at,
        (count + 7) >> 3,
        width,
        pitch,
        components,
        means.at,
        precisions.at,
        constants.at,
        joint.at,
        row,
      );
    },
    normalise: normaliser(instance, joint, components, stride, scratch),
    accumulate(count) {
      seen += count;
      run.accumulateDiagonal(
        rows.at,
        count,
        seen,
        width,
        pitch,
        components,
        means.at,
        joint.at,
        row,
        list.at,
        mass.at,
        first.at,
        second.at,
      );
    },
    take() {
      const taken = {
        mass: mass.values.slice(),
        first: cut(first.values, [components, 1, width], [1, pitch]),
        second: cut(second.values, [components, 1, width], [1, pitch]),
      };
      for (const { values } of [mass, first, second]) values.fill(0);
      seen = 0;
      return taken;
    },
  };
}
