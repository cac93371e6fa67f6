import { multiply, multiplyTransposed, transpose } from '@bcl/linalg';
import type { Group } from '../observations/view';
import type { Statistics } from '../statistics/statistics';
import type { Components } from './components';
import { factorOf, type Factor } from './factor';
import type { Kernel } from './kernel';
import { centre, quadraticForms } from './quadratic-forms';
import { scatter } from './scatter';

/** Kernel for covariances of any shape; rows with gaps use their known cells, in the group's own basis. */
export function fullKernel(model: Components, group: Group, stride: number): Kernel {
  const width = group.observed.length;
  const { components } = model;
  const factors = Array.from({ length: components }, (_, k) => factorOf(model, group, k));
  const difference = new Float64Array(width * stride);
  const weighted = new Float64Array(width * stride);
  const mass = new Float64Array(components);
  const first = new Float64Array(components * width);
  const second = new Float64Array(components * width * width);
  return {
    logJoint(block, count, out) {
      for (let k = 0; k < components; k++) {
        const { mean, whitening, constant } = factors[k];
        centre(block, mean, count, width, stride, difference);
        quadraticForms(difference, whitening, count, width, stride, constant, out, k * stride);
      }
    },
    accumulate(block, count, responsibilities) {
      for (let k = 0; k < components; k++) {
        const at = k * stride;
        let total = 0;
        for (let s = 0; s < count; s++) total += responsibilities[at + s];
        if (total === 0) continue;
        mass[k] += total;
        centre(block, factors[k].mean, count, width, stride, difference);
        scatter(difference, responsibilities, at, count, width, stride, weighted, first, second, k);
      }
    },
    finish(statistics) {
      for (let k = 0; k < components; k++) addComponent(statistics, group, factors[k], k, mass[k], first, second);
    },
  };
}

function addComponent(
  statistics: Statistics,
  { observed, missing, rotation }: Group,
  { regression, residual }: Factor,
  k: number,
  mass: number,
  first: Float64Array,
  second: Float64Array,
): void {
  const size = statistics.dimension;
  const width = observed.length;
  statistics.mass[k] += mass;
  const knownFirst = first.subarray(k * width, (k + 1) * width);
  const knownSecond = Float64Array.from(second.subarray(k * width * width, (k + 1) * width * width));
  for (let i = 0; i < width; i++) for (let j = 0; j < i; j++) knownSecond[j * width + i] = knownSecond[i * width + j];
  let all: Float64Array = new Float64Array(size);
  let square: Float64Array = new Float64Array(size * size);
  place(all, knownFirst, 1, observed, [0], 1);
  place(square, knownSecond, width, observed, observed, size);
  if (regression !== undefined && residual !== undefined) {
    const gaps = missing.length;
    place(all, multiply(regression, knownFirst, gaps, width, 1), 1, missing, [0], 1);
    const cross = multiply(regression, knownSecond, gaps, width, width);
    place(square, cross, width, missing, observed, size);
    place(square, transpose(cross, gaps, width), gaps, observed, missing, size);
    // Without the residual covariance the gaps would look certain and the covariance would shrink at every step.
    const filled = multiplyTransposed(cross, regression, gaps, width, gaps).map(
      (value, i) => value + mass * residual[i],
    );
    place(square, filled, gaps, missing, missing, size);
  }
  if (rotation !== undefined) {
    const back = transpose(rotation, size, size);
    all = multiply(back, all, size, size, 1);
    square = multiply(multiply(back, square, size, size, size), rotation, size, size, size);
  }
  for (let d = 0; d < size; d++) statistics.first[k * size + d] += all[d];
  for (let d = 0; d < size * size; d++) statistics.second[k * size * size + d] += square[d];
}

function place(
  out: Float64Array,
  values: Float64Array,
  columns: number,
  rows: readonly number[],
  places: readonly number[],
  width: number,
): void {
  for (let i = 0; i < rows.length; i++)
    for (let j = 0; j < places.length; j++) out[rows[i] * width + places[j]] = values[i * columns + j];
}
