import type { SharedWork } from '../../threads/together';
import { unreachableRow } from '../components';
import type { EngineName } from '../engines';
import { lowRankEngine } from './engine';
import type { LowRankInput, LowRankKernel } from './kernel';

/** What responsibilities of rows are computed from, and where they go. */
export interface RowInput {
  readonly engine: EngineName | 'auto';
  readonly input: LowRankInput;
  /** N x D. */
  readonly data: Float64Array;
  readonly weights: Float64Array | undefined;
  /** N: the order in which rows are taken. It changes no bit, but rows of one component beside each other save time. */
  readonly order: Int32Array;
  /** Rows of a task. */
  readonly slice: number;
  /** K x N: weight times responsibility; undefined when only the others are wanted. */
  readonly shares: Float64Array | undefined;
  /** N: the component with the largest responsibility. */
  readonly labels: Int32Array;
  /** N: log-density of the seen part of each row. */
  readonly logDensities: Float64Array;
}

/** Responsibilities below this, weighted, are left out of the moments: a million of them change no bit of a row's share. */
const NEGLIGIBLE = 2 ** -73;

/** Responsibilities, labels and log-densities of slices of the rows. */
export const lowRankResponsibilities: SharedWork<RowInput> = {
  name: 'lowRankResponsibilities',
  begin(request) {
    const { engine, input, data, order, slice } = request;
    const kernel = lowRankEngine(engine).evaluation(input);
    return (task) => {
      const end = Math.min(order.length, (task + 1) * slice);
      for (let from = task * slice; from < end; from += kernel.most) {
        const count = Math.min(kernel.most, end - from);
        kernel.evaluate(data, order, from, count);
        for (let s = 0; s < count; s++) normalise(kernel, s, order[from + s], request);
      }
    };
  },
};

/** What one row's log-joints say. */
function normalise(
  { joint, most }: LowRankKernel,
  s: number,
  row: number,
  { input: { components }, order, weights, shares, labels, logDensities }: RowInput,
): void {
  let best = 0;
  for (let k = 1; k < components; k++) if (joint[k * most + s] > joint[best * most + s]) best = k;
  const top = joint[best * most + s];
  if (!(top > -Infinity && top < Infinity)) throw unreachableRow(row);
  let sum = 0;
  for (let k = 0; k < components; k++) sum += joint[k * most + s] = Math.exp(joint[k * most + s] - top);
  labels[row] = best;
  logDensities[row] = top + Math.log(sum);
  if (shares === undefined) return;
  const scale = weights === undefined ? 1 : weights[row];
  for (let k = 0; k < components; k++) {
    const r = (joint[k * most + s] / sum) * scale;
    shares[k * order.length + row] = r < NEGLIGIBLE ? 0 : r;
  }
}
