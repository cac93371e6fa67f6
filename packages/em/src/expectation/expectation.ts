import type { Group, View } from '../observations/view';
import { emptyStatistics, type Statistics } from '../statistics/statistics';
import { unreachableRow, type Components } from './components';
import type { Engine, Kernel } from './kernel';
import { addSums, emptySums, prepare } from './prepare';
import { sliceBounds } from './slices';
import { typescriptEngine } from './typescript/engine';
import { wasmEngine } from './wasm/engine';

/** The fastest way there is to compute on this machine. */
export const defaultEngine: Engine = wasmEngine ?? typescriptEngine;

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
export function expectation(
  model: Components,
  view: View,
  keep: RowResults = {},
  engine: Engine = defaultEngine,
): Statistics {
  const statistics = emptyStatistics(model.components, model.dimension, model.shape, model.means);
  statistics.totalWeight = view.totalWeight;
  for (const group of view.groups) {
    const prepared = prepare(model, group);
    const kernel = engine.kernel(prepared.input);
    const sums = emptySums(prepared.input);
    const bounds = sliceBounds(group.rows.length, prepared.input);
    for (let slice = 0; slice + 1 < bounds.length; slice++) {
      let logLikelihood = 0;
      eachBlock(kernel, group, bounds[slice], bounds[slice + 1], (rows) => {
        logLikelihood += normalise(kernel, rows, view.weights, keep);
        kernel.accumulate(rows.length);
      });
      statistics.logLikelihood += logLikelihood;
      addSums(sums, kernel.take());
    }
    prepared.complete(statistics, sums);
  }
  return statistics;
}

/** Log-densities and responsibilities of all rows, without the moments. */
export function scoreRows(model: Components, view: View, keep: RowResults, engine: Engine = defaultEngine): void {
  for (const group of view.groups) {
    const kernel = engine.kernel(prepare(model, group).input);
    eachBlock(kernel, group, 0, group.rows.length, (rows) => {
      normalise(kernel, rows, undefined, keep);
    });
  }
}

/** Evaluates the rows from `start` to before `end` of a group, block after block. */
function eachBlock(kernel: Kernel, group: Group, start: number, end: number, visit: (rows: Int32Array) => void): void {
  const { stride } = kernel;
  for (let from = start; from < end; from += stride) {
    const rows = group.rows.subarray(from, Math.min(from + stride, end));
    kernel.load(group.values, from, rows.length);
    kernel.evaluate(rows.length);
    visit(rows);
  }
}

/** Turns log-joints into (weighted) responsibilities in place; returns the weighted sum of log-densities. */
function normalise(kernel: Kernel, rows: Int32Array, weights: Float64Array | undefined, keep: RowResults): number {
  const { joint, stride } = kernel;
  const count = rows.length;
  const components = joint.length / stride;
  if (keep.logJoints !== undefined) copyRows(joint, rows, components, stride, keep.logJoints);
  const logDensities = new Float64Array(count);
  kernel.normalise(count, logDensities);
  let total = 0;
  for (let s = 0; s < count; s++) {
    const logDensity = logDensities[s];
    if (!(logDensity > -Infinity && logDensity < Infinity)) throw unreachableRow(rows[s]);
    if (keep.logDensities !== undefined) keep.logDensities[rows[s]] = logDensity;
    total += (weights === undefined ? 1 : weights[rows[s]]) * logDensity;
  }
  if (keep.responsibilities !== undefined) copyRows(joint, rows, components, stride, keep.responsibilities);
  if (weights !== undefined)
    for (let k = 0; k < components; k++)
      for (let s = 0, p = k * stride; s < count; s++, p++) joint[p] *= weights[rows[s]];
  return total;
}

function copyRows(block: Float64Array, rows: Int32Array, components: number, stride: number, out: Float64Array): void {
  for (let s = 0; s < rows.length; s++)
    for (let k = 0; k < components; k++) out[rows[s] * components + k] = block[k * stride + s];
}
