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

/** out[at + s] = constant - |W d_s|² / 2, in tiles of four rows of data by two rows of W. */
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
    let upper = 0;
    let i = 0;
    for (; i + 1 < width; i += 2) {
      let lower = upper + i + 1;
      let a0 = 0;
      let a1 = 0;
      let a2 = 0;
      let a3 = 0;
      let b0 = 0;
      let b1 = 0;
      let b2 = 0;
      let b3 = 0;
      let p = s;
      for (let j = 0; j <= i; j++, p += stride) {
        const u = whitening[upper++];
        const v = whitening[lower++];
        const d0 = d[p];
        const d1 = d[p + 1];
        const d2 = d[p + 2];
        const d3 = d[p + 3];
        a0 += u * d0;
        b0 += v * d0;
        a1 += u * d1;
        b1 += v * d1;
        a2 += u * d2;
        b2 += v * d2;
        a3 += u * d3;
        b3 += v * d3;
      }
      const v = whitening[lower++];
      b0 += v * d[p];
      b1 += v * d[p + 1];
      b2 += v * d[p + 2];
      b3 += v * d[p + 3];
      upper = lower;
      q0 += a0 * a0 + b0 * b0;
      q1 += a1 * a1 + b1 * b1;
      q2 += a2 * a2 + b2 * b2;
      q3 += a3 * a3 + b3 * b3;
    }
    if (i < width) {
      let a0 = 0;
      let a1 = 0;
      let a2 = 0;
      let a3 = 0;
      for (let j = 0, p = s; j <= i; j++, p += stride) {
        const u = whitening[upper++];
        a0 += u * d[p];
        a1 += u * d[p + 1];
        a2 += u * d[p + 2];
        a3 += u * d[p + 3];
      }
      q0 += a0 * a0;
      q1 += a1 * a1;
      q2 += a2 * a2;
      q3 += a3 * a3;
    }
    out[at + s] = constant - 0.5 * q0;
    out[at + s + 1] = constant - 0.5 * q1;
    out[at + s + 2] = constant - 0.5 * q2;
    out[at + s + 3] = constant - 0.5 * q3;
  }
}

/** first += sum r d, second (lower triangle) += sum r d dᵀ for component k, in tiles of two by four coordinates. */
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
  for (let i = 0; i < width; i += 2)
    for (let j = 0; j <= i + 1 && j < width; j += 4) tile(d, weighted, count, width, stride, i, j, second, base);
}

/** One tile: rows i, i + 1 by columns j … j + 3. Coordinates past the end repeat the last one and are not stored. */
function tile(
  d: Float64Array,
  weighted: Float64Array,
  count: number,
  width: number,
  stride: number,
  i: number,
  j: number,
  second: Float64Array,
  base: number,
): void {
  const last = width - 1;
  let p = i * stride;
  let q = Math.min(i + 1, last) * stride;
  let e = j * stride;
  let f = Math.min(j + 1, last) * stride;
  let g = Math.min(j + 2, last) * stride;
  let h = Math.min(j + 3, last) * stride;
  let a0 = 0;
  let a1 = 0;
  let a2 = 0;
  let a3 = 0;
  let b0 = 0;
  let b1 = 0;
  let b2 = 0;
  let b3 = 0;
  for (let s = 0; s < count; s++) {
    const u = weighted[p++];
    const v = weighted[q++];
    const d0 = d[e++];
    const d1 = d[f++];
    const d2 = d[g++];
    const d3 = d[h++];
    a0 += u * d0;
    b0 += v * d0;
    a1 += u * d1;
    b1 += v * d1;
    a2 += u * d2;
    b2 += v * d2;
    a3 += u * d3;
    b3 += v * d3;
  }
  // What falls above the diagonal is never read; `last` keeps a repeated coordinate from being counted twice.
  const upper = base + i * width + j;
  second[upper] += a0;
  if (j + 1 <= last) second[upper + 1] += a1;
  if (j + 2 <= last) second[upper + 2] += a2;
  if (j + 3 <= last) second[upper + 3] += a3;
  if (i + 1 > last) return;
  const lower = upper + width;
  second[lower] += b0;
  if (j + 1 <= last) second[lower + 1] += b1;
  if (j + 2 <= last) second[lower + 2] += b2;
  if (j + 3 <= last) second[lower + 3] += b3;
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
