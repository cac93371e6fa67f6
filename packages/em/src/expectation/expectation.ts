import type { Group, View } from '../observations/view';
import { emptyStatistics, type Statistics } from '../statistics/statistics';
import { unreachableRow, type Components } from './components';
import { diagonalKernel } from './diagonal';
import { exponentiate } from './exponentiate';
import { fullKernel } from './full';
import { blockSize, type Kernel } from './kernel';

/** What the caller may keep of the rows, beside the statistics. */
export interface RowResults {
  /** N: log-density of each row's known cells. */
  readonly logDensities?: Float64Array;
  /** N x K: posterior probability of each component. */
  readonly responsibilities?: Float64Array;
  /** N x K: log pi_k + log N(x_n; mu_k, Sigma_k). */
  readonly logJoints?: Float64Array;
}

/**
 * The E step: responsibilities of all rows under the mixture, and the moments the M step needs.
 *
 * log r_nk = log pi_k + log N(x_n; mu_k, Sigma_k) - log p(x_n), in log space throughout; gaps are integrated out.
 *
 * @throws NumericalFailure when a covariance has no Cholesky factor, or a row no density
 */
export function expectation(model: Components, view: View, keep: RowResults = {}): Statistics {
  const statistics = emptyStatistics(model.components, model.dimension, model.shape, model.means);
  statistics.totalWeight = view.totalWeight;
  for (const group of view.groups)
    eachBlock(model, group, (kernel, block, rows, logJoint, stride) => {
      statistics.logLikelihood += normalise(logJoint, rows, model.components, stride, view.weights, keep);
      kernel.accumulate(block, rows.length, logJoint);
    }).finish(statistics);
  return statistics;
}

/** Log-densities and responsibilities of all rows, without the moments. */
export function scoreRows(model: Components, view: View, keep: RowResults): void {
  for (const group of view.groups)
    eachBlock(model, group, (_kernel, _block, rows, logJoint, stride) => {
      normalise(logJoint, rows, model.components, stride, undefined, keep);
    });
}

type Visit = (kernel: Kernel, block: Float64Array, rows: Int32Array, logJoint: Float64Array, stride: number) => void;

function eachBlock(model: Components, group: Group, visit: Visit): Kernel {
  const width = group.observed.length;
  const stride = blockSize(width);
  const kernel = (model.shape === 'full' ? fullKernel : diagonalKernel)(model, group, stride);
  const block = new Float64Array(width * stride);
  const logJoint = new Float64Array(model.components * stride);
  for (let from = 0; from < group.rows.length; from += stride) {
    const rows = group.rows.subarray(from, Math.min(from + stride, group.rows.length));
    for (let s = 0, p = from * width; s < rows.length; s++)
      for (let j = 0; j < width; j++) block[j * stride + s] = group.values[p++];
    kernel.logJoint(block, rows.length, logJoint);
    visit(kernel, block, rows, logJoint, stride);
  }
  return kernel;
}

/** Turns log-joints into (weighted) responsibilities in place; returns the weighted sum of log-densities. */
function normalise(
  logJoint: Float64Array,
  rows: Int32Array,
  components: number,
  stride: number,
  weights: Float64Array | undefined,
  keep: RowResults,
): number {
  const count = rows.length;
  const tops = new Float64Array(count).fill(-Infinity);
  const sums = new Float64Array(count);
  for (let k = 0; k < components; k++)
    for (let s = 0, p = k * stride; s < count; s++, p++) if (logJoint[p] > tops[s]) tops[s] = logJoint[p];
  for (let s = 0; s < count; s++) if (!(tops[s] > -Infinity && tops[s] < Infinity)) throw unreachableRow(rows[s]);
  if (keep.logJoints !== undefined) copyRows(logJoint, rows, components, stride, keep.logJoints);
  for (let k = 0; k < components; k++) {
    exponentiate(logJoint, k * stride, count, tops);
    for (let s = 0, p = k * stride; s < count; s++, p++) sums[s] += logJoint[p];
  }
  let total = 0;
  for (let s = 0; s < count; s++) {
    const logDensity = tops[s] + Math.log(sums[s]);
    if (keep.logDensities !== undefined) keep.logDensities[rows[s]] = logDensity;
    total += (weights === undefined ? 1 : weights[rows[s]]) * logDensity;
    sums[s] = 1 / sums[s];
  }
  for (let k = 0; k < components; k++) for (let s = 0, p = k * stride; s < count; s++, p++) logJoint[p] *= sums[s];
  if (keep.responsibilities !== undefined) copyRows(logJoint, rows, components, stride, keep.responsibilities);
  if (weights !== undefined)
    for (let k = 0; k < components; k++)
      for (let s = 0, p = k * stride; s < count; s++, p++) logJoint[p] *= weights[rows[s]];
  return total;
}

function copyRows(block: Float64Array, rows: Int32Array, components: number, stride: number, out: Float64Array): void {
  for (let s = 0; s < rows.length; s++)
    for (let k = 0; k < components; k++) out[rows[s] * components + k] = block[k * stride + s];
}
