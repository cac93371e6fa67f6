import type { Group } from '../../observations/view';
import type { Components } from '../components';
import { prepareFull } from '../full-preparation';
import { blockSize, type Kernel } from '../kernel';
import { normaliser } from './normalise';
import { centre, quadraticForms } from './quadratic-forms';
import { scatter } from './scatter';

/** Kernel for covariances of any shape. */
export function fullKernel(model: Components, group: Group): Kernel {
  const width = group.observed.length;
  const stride = blockSize(width);
  const { components } = model;
  const { factors, finish } = prepareFull(model, group);
  const block = new Float64Array(width * stride);
  const joint = new Float64Array(components * stride);
  const difference = new Float64Array(width * stride);
  const weighted = new Float64Array(width * stride);
  const mass = new Float64Array(components);
  const first = new Float64Array(components * width);
  const second = new Float64Array(components * width * width);
  return {
    stride,
    block,
    joint,
    evaluate(count) {
      for (let k = 0; k < components; k++) {
        const { mean, whitening, constant } = factors[k];
        centre(block, mean, count, width, stride, difference);
        quadraticForms(difference, whitening, count, width, stride, constant, joint, k * stride);
      }
    },
    normalise: normaliser(joint, components, stride),
    accumulate(count) {
      for (let k = 0; k < components; k++) {
        const at = k * stride;
        let total = 0;
        for (let s = 0; s < count; s++) total += joint[at + s];
        if (total === 0) continue;
        mass[k] += total;
        centre(block, factors[k].mean, count, width, stride, difference);
        scatter(difference, joint, at, count, width, stride, weighted, first, second, k);
      }
    },
    finish: (statistics) => finish(statistics, mass, first, second),
  };
}
