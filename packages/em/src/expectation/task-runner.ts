import type { Group, View } from '../observations/view';
import { emptyStatistics } from '../statistics/statistics';
import { unreachableRow, type Components } from './components';
import type { Engine, Kernel } from './kernel';
import { prepare, type Prepared, type Sums } from './prepare';
import type { PassTask } from './tasks';

/** What the caller may keep of the rows, beside the statistics. */
export interface RowResults {
  /** N: log-density of each row's known cells. */
  readonly logDensities?: Float64Array;
  /** N x K: posterior probability of each component. */
  readonly responsibilities?: Float64Array;
  /** N x K: log pi_k + log N(x_n; mu_k, Sigma_k). */
  readonly logJoints?: Float64Array;
}

/** What a task gives: sums over the known cells of a slice, or the statistics of whole groups. */
export interface TaskResult extends Sums {
  /** Sum over the task's rows of weight x log-density. */
  readonly logLikelihood: number;
}

/** One thread's part of one pass. */
export interface TaskRunner {
  /** The moments of a task's rows. @throws NumericalFailure as `expectation` does */
  run(task: PassTask): TaskResult;
  /** The rows of a task without their moments. @throws NumericalFailure as `expectation` does */
  score(task: PassTask): void;
  /** The group made ready for the pass's mixture; kept, because several slices and their sum ask for it. */
  prepared(group: number): Prepared;
}

/** A runner for tasks of one pass; it prepares groups when it first meets them. `keep` is filled row by row. */
export function taskRunner(
  model: Components,
  { groups, weights }: Pick<View, 'groups' | 'weights'>,
  engine: Engine,
  keep: RowResults,
): TaskRunner {
  const ready = new Map<number, Prepared>();
  // Kernels may share their memory: only the last one that was made can be used.
  let current: { readonly group: number; readonly kernel: Kernel } | undefined;
  const prepared = (group: number): Prepared => {
    const found = ready.get(group) ?? prepare(model, groups[group]);
    ready.set(group, found);
    return found;
  };
  const kernelOf = (group: number): Kernel => {
    if (current?.group !== group) current = { group, kernel: engine.kernel(prepared(group).input) };
    return current.kernel;
  };
  const rowsOf = (kernel: Kernel, group: Group, start: number, end: number): number => {
    let logLikelihood = 0;
    eachBlock(kernel, group, start, end, (rows) => {
      logLikelihood += normalise(kernel, rows, weights, keep);
      kernel.accumulate(rows.length);
    });
    return logLikelihood;
  };
  return {
    prepared,
    run(task) {
      if (task.kind === 'slice') {
        const kernel = kernelOf(task.group);
        const logLikelihood = rowsOf(kernel, groups[task.group], task.start, task.end);
        return { logLikelihood, ...kernel.take() };
      }
      const statistics = emptyStatistics(model.components, model.dimension, model.shape, model.means);
      current = undefined;
      for (let g = task.from; g < task.to; g++) {
        const group = prepare(model, groups[g]);
        const kernel = engine.kernel(group.input);
        statistics.logLikelihood += rowsOf(kernel, groups[g], 0, groups[g].rows.length);
        group.complete(statistics, kernel.take());
      }
      return statistics;
    },
    score(task) {
      const score = (kernel: Kernel, group: Group, start: number, end: number): void =>
        eachBlock(kernel, group, start, end, (rows) => {
          normalise(kernel, rows, undefined, keep);
        });
      if (task.kind === 'slice') return score(kernelOf(task.group), groups[task.group], task.start, task.end);
      current = undefined;
      for (let g = task.from; g < task.to; g++)
        score(engine.kernel(prepare(model, groups[g]).input), groups[g], 0, groups[g].rows.length);
    },
  };
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
