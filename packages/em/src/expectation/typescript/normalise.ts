import type { Kernel } from '../kernel';
import { exponentiate } from './exponentiate';

/** The log-sum-exp of a block: turns log-joints into responsibilities in place. */
export function normaliser(joint: Float64Array, components: number, stride: number): Kernel['normalise'] {
  const tops = new Float64Array(stride);
  const sums = new Float64Array(stride);
  return (count, logDensities) => {
    tops.fill(-Infinity, 0, count);
    sums.fill(0, 0, count);
    for (let k = 0; k < components; k++)
      for (let s = 0, p = k * stride; s < count; s++, p++) if (joint[p] > tops[s]) tops[s] = joint[p];
    for (let k = 0; k < components; k++) {
      exponentiate(joint, k * stride, count, tops);
      for (let s = 0, p = k * stride; s < count; s++, p++) sums[s] += joint[p];
    }
    for (let s = 0; s < count; s++) {
      logDensities[s] = tops[s] + Math.log(sums[s]);
      sums[s] = 1 / sums[s];
    }
    for (let k = 0; k < components; k++) for (let s = 0, p = k * stride; s < count; s++, p++) joint[p] *= sums[s];
  };
}
