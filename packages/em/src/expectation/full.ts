import { choleskyInPlace, invertLowerTriangular, multiply, multiplyTransposed, transpose } from '@bcl/linalg';
import type { Group } from '../observations/view';
import type { Statistics } from '../statistics/statistics';
import { singularCovariance, type Components } from './components';
import { LOG_TWO_PI, type Kernel } from './kernel';

/** What one component needs for one group: the whitening of the known cells, and the regression of the gaps on them. */
interface Factor {
  /** Mean of the known cells. */
  readonly mean: Float64Array;
  /** Inverse of the Cholesky factor of the known cells' covariance, rows packed one after the other. */
  readonly whitening: Float64Array;
  /** log pi - (d/2) log 2 pi - (1/2) log|C|. */
  readonly constant: number;
  /** |M| x |O| regression coefficients C_MO C_OO^-1, or undefined without gaps. */
  readonly regression: Float64Array | undefined;
  /** |M| x |M| covariance of the gaps given the known cells. */
  readonly residual: Float64Array | undefined;
}

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

/** The whitening and the regression of one component for one group.
 *
 * @throws NumericalFailure when the covariance of the known cells has no Cholesky factor
 */
export function factorOf(model: Components, group: Group, k: number): Factor {
  const size = model.dimension;
  const { observed, missing, rotation } = group;
  let mean: Float64Array = model.means.subarray(k * size, (k + 1) * size);
  let covariance: Float64Array = model.covariances.subarray(k * size * size, (k + 1) * size * size);
  if (rotation !== undefined) {
    mean = multiply(rotation, mean, size, size, 1);
    covariance = multiplyTransposed(multiply(rotation, covariance, size, size, size), rotation, size, size, size);
  }
  const width = observed.length;
  const known = block(covariance, size, observed, observed);
  if (!choleskyInPlace(known, width)) throw singularCovariance(k);
  let logDeterminant = 0;
  for (let i = 0; i < width; i++) logDeterminant += Math.log(known[i * width + i]);
  const inverse = invertLowerTriangular(known, width);
  const packed = new Float64Array((width * (width + 1)) / 2);
  for (let i = 0, at = 0; i < width; i++) for (let j = 0; j <= i; j++) packed[at++] = inverse[i * width + j];
  const constant = Math.log(model.weights[k]) - 0.5 * width * LOG_TWO_PI - logDeterminant;
  const means = Float64Array.from(observed, (d) => mean[d]);
  if (missing.length === 0)
    return { mean: means, whitening: packed, constant, regression: undefined, residual: undefined };
  const gaps = missing.length;
  const cross = block(covariance, size, missing, observed);
  const half = multiplyTransposed(cross, inverse, gaps, width, width);
  const regression = multiply(half, inverse, gaps, width, width);
  const explained = multiplyTransposed(half, half, gaps, width, gaps);
  const residual = block(covariance, size, missing, missing).map((value, i) => value - explained[i]);
  return { mean: means, whitening: packed, constant, regression, residual };
}

function block(a: Float64Array, size: number, rows: readonly number[], columns: readonly number[]): Float64Array {
  const out = new Float64Array(rows.length * columns.length);
  for (let i = 0, at = 0; i < rows.length; i++)
    for (let j = 0; j < columns.length; j++) out[at++] = a[rows[i] * size + columns[j]];
  return out;
}

function centre(
  x: Float64Array,
  mean: Float64Array,
  count: number,
  width: number,
  stride: number,
  out: Float64Array,
): void {
  // Padding up to a multiple of four keeps the kernels free of remainders; padded rows carry no weight.
  const padded = (count + 3) & ~3;
  for (let j = 0; j < width; j++) {
    const m = mean[j];
    for (let s = j * stride, end = j * stride + padded; s < end; s++) out[s] = x[s] - m;
  }
}

/** out[at + s] = constant - |W d_s|² / 2, four rows at a time. */
function quadraticForms(
  d: Float64Array,
  whitening: Float64Array,
  count: number,
  width: number,
  stride: number,
  constant: number,
  out: Float64Array,
  at: number,
): void {
  for (let s = 0; s < count; s += 4) {
    let q0 = 0;
    let q1 = 0;
    let q2 = 0;
    let q3 = 0;
    let w = 0;
    for (let i = 0; i < width; i++) {
      let z0 = 0;
      let z1 = 0;
      let z2 = 0;
      let z3 = 0;
      for (let j = 0, p = s; j <= i; j++, p += stride) {
        const c = whitening[w++];
        z0 += c * d[p];
        z1 += c * d[p + 1];
        z2 += c * d[p + 2];
        z3 += c * d[p + 3];
      }
      q0 += z0 * z0;
      q1 += z1 * z1;
      q2 += z2 * z2;
      q3 += z3 * z3;
    }
    out[at + s] = constant - 0.5 * q0;
    out[at + s + 1] = constant - 0.5 * q1;
    out[at + s + 2] = constant - 0.5 * q2;
    out[at + s + 3] = constant - 0.5 * q3;
  }
}

/** first += sum r d, second (lower triangle) += sum r d dᵀ for component k, in tiles of two by two coordinates. */
function scatter(
  d: Float64Array,
  r: Float64Array,
  at: number,
  count: number,
  width: number,
  stride: number,
  weighted: Float64Array,
  first: Float64Array,
  second: Float64Array,
  k: number,
): void {
  for (let j = 0; j < width; j++) {
    const from = j * stride;
    let sum = 0;
    for (let s = 0; s < count; s++) {
      const value = r[at + s] * d[from + s];
      weighted[from + s] = value;
      sum += value;
    }
    first[k * width + j] += sum;
  }
  const base = k * width * width;
  for (let i = 0; i < width; i += 2) {
    const two = i + 1 < width;
    const p0 = i * stride;
    const p1 = two ? p0 + stride : p0;
    for (let j = 0; j <= i; j += 2) {
      const q0 = j * stride;
      const q1 = j + 1 < width ? q0 + stride : q0;
      let s00 = 0;
      let s01 = 0;
      let s10 = 0;
      let s11 = 0;
      for (let s = 0; s < count; s++) {
        const a0 = weighted[p0 + s];
        const a1 = weighted[p1 + s];
        const b0 = d[q0 + s];
        const b1 = d[q1 + s];
        s00 += a0 * b0;
        s01 += a0 * b1;
        s10 += a1 * b0;
        s11 += a1 * b1;
      }
      second[base + i * width + j] += s00;
      if (j + 1 <= i) second[base + i * width + j + 1] += s01;
      if (two) {
        second[base + (i + 1) * width + j] += s10;
        second[base + (i + 1) * width + j + 1] += s11;
      }
    }
  }
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
