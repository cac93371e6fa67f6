import type { DiagonalInput } from '../diagonal-preparation';
import type { Kernel } from '../kernel';
import { emptySums } from '../prepare';
import { blockSize, transposeRows } from './block';
import { normaliser } from './normalise';

/** Kernel for diagonal covariances: cost N K D instead of N K D². */
export function diagonalKernel(input: DiagonalInput): Kernel {
  const { components, width, means, precisions, constants } = input;
  const stride = blockSize(width);
  const block = new Float64Array(width * stride);
  const joint = new Float64Array(components * stride);
  let sums = emptySums(input);
  return {
    stride,
    joint,
    load(values, from, count) {
      transposeRows(values, from, count, width, block, stride);
    },
    evaluate(count) {
      for (let k = 0; k < components; k++) {
        const at = k * stride;
        for (let s = 0; s < count; s++) joint[at + s] = constants[k];
        for (let j = 0; j < width; j++) {
          const mean = means[k * width + j];
          const half = 0.5 * precisions[k * width + j];
          for (let s = 0, p = j * stride; s < count; s++, p++) {
            const difference = block[p] - mean;
            joint[at + s] -= half * difference * difference;
          }
        }
      }
    },
    normalise: normaliser(joint, components, stride),
    accumulate(count) {
      const { mass, first, second } = sums;
      for (let k = 0; k < components; k++) {
        const at = k * stride;
        for (let s = 0; s < count; s++) mass[k] += joint[at + s];
        for (let j = 0; j < width; j++) {
          const mean = means[k * width + j];
          let sum = 0;
          let squares = 0;
          for (let s = 0, p = j * stride; s < count; s++, p++) {
            const difference = block[p] - mean;
            const weighted = joint[at + s] * difference;
            sum += weighted;
            squares += weighted * difference;
          }
          first[k * width + j] += sum;
          second[k * width + j] += squares;
        }
      }
    },
    take() {
      const taken = sums;
      sums = emptySums(input);
      return taken;
    },
  };
}
