import { multiply, multiplyTransposed, transpose } from '@bcl/linalg';
import type { Group } from '../observations/view';
import type { Statistics } from '../statistics/statistics';
import type { Components } from './components';
import { factorOf, type Factor } from './factor';
import type { Prepared, Sums } from './prepare';

/** What a kernel for full covariances computes from. */
export interface FullInput {
  readonly kind: 'full';
  readonly components: number;
  /** Number of known cells w. */
  readonly width: number;
  /** K x w. */
  readonly means: Float64Array;
  /** K x w(w + 1)/2: inverses of the Cholesky factors, rows packed one after the other. */
  readonly whitenings: Float64Array;
  /** K: log pi - (w/2) log 2 pi - (1/2) log|C|. */
  readonly constants: Float64Array;
}

/** Whitening and regression of each component; rows with gaps use their known cells, in the group's own basis. */
export function prepareFull(model: Components, group: Group): Prepared {
  const { components } = model;
  const width = group.observed.length;
  const packed = (width * (width + 1)) / 2;
  const means = new Float64Array(components * width);
  const whitenings = new Float64Array(components * packed);
  const constants = new Float64Array(components);
  const factors = Array.from({ length: components }, (_, k) => {
    const { mean, whitening, constant, ...gaps } = factorOf(model, group, k);
    means.set(mean, k * width);
    whitenings.set(whitening, k * packed);
    constants[k] = constant;
    return gaps;
  });
  return {
    input: { kind: 'full', components, width, means, whitenings, constants },
    complete(statistics, sums) {
      factors.forEach((factor, k) => addComponent(statistics, group, factor, k, sums));
    },
  };
}

function addComponent(
  statistics: Statistics,
  { observed, missing, rotation }: Group,
  { regression, residual }: Pick<Factor, 'regression' | 'residual'>,
  k: number,
  { mass: masses, first, second }: Sums,
): void {
  const size = statistics.dimension;
  const mass = masses[k];
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
