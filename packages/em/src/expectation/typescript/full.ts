import type { FullInput } from '../full-preparation';
import type { Kernel } from '../kernel';
import { emptySums } from '../prepare';
import { blockSize, transposeRows } from './block';
import { normaliser } from './normalise';
import { centre, quadraticForms } from './quadratic-forms';
import { scatter } from './scatter';

/** Kernel for covariances of any shape. */
export function fullKernel(input: FullInput): Kernel {
  const { components, width, means, whitenings, constants } = input;
  const stride = blockSize(width);
  const packed = (width * (width + 1)) / 2;
  const meanOf = (k: number): Float64Array => means.subarray(k * width, (k + 1) * width);
  const block = new Float64Array(width * stride);
  const joint = new Float64Array(components * stride);
  const difference = new Float64Array(width * stride);
  const weighted = new Float64Array(width * stride);
  let sums = emptySums(input);
  return {
    stride,
    joint,
    load(values, from, count) {
      transposeRows(values, from, count, width, block, stride);
    },
    evaluate(count) {
      for (let k = 0; k < components; k++) {
        const whitening = whitenings.subarray(k * packed, (k + 1) * packed);
        centre(block, meanOf(k), count, width, stride, difference);
        quadraticForms(difference, whitening, count, width, stride, constants[k], joint, k * stride);
      }
    },
    normalise: normaliser(joint, components, stride),
    accumulate(count) {
      for (let k = 0; k < components; k++) {
        const at = k * stride;
        let total = 0;
        for (let s = 0; s < count; s++) total += joint[at + s];
        if (total === 0) continue;
        sums.mass[k] += total;
        centre(block, meanOf(k), count, width, stride, difference);
        scatter(difference, joint, at, count, width, stride, weighted, sums.first, sums.second, k);
      }
    },
    take() {
      const taken = sums;
      sums = emptySums(input);
      return taken;
    },
  };
}
