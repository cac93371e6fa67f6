import { multiply, multiplyTransposed, transpose } from '@bcl/linalg';
import type { Group } from '../observations/view';
import type { Statistics } from '../statistics/statistics';
import type { Components } from './components';
import { factorOf, type Factor } from './factor';

/** What a kernel for full covariances computes from, and where its sums go in the end. */
export interface FullPreparation {
  readonly factors: readonly Factor[];
  /** Adds sums over the known cells to the statistics, with what the gaps contribute. `second` holds K lower triangles. */
  readonly finish: (statistics: Statistics, mass: Float64Array, first: Float64Array, second: Float64Array) => void;
}

/** Whitening and regression of each component; rows with gaps use their known cells, in the group's own basis. */
export function prepareFull(model: Components, group: Group): FullPreparation {
  const factors = Array.from({ length: model.components }, (_, k) => factorOf(model, group, k));
  return {
    factors,
    finish(statistics, mass, first, second) {
      factors.forEach((factor, k) => addComponent(statistics, group, factor, k, mass[k], first, second));
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
