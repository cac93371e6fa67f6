import { fold, type Key } from '@bcl/random';
import type { Components } from '../expectation/components';
import { scoreRows } from '../expectation/expectation';
import { jointView } from '../learner/matching-step';
import type { CovarianceType, Regularisation } from '../maximization/constrain';
import { selectRows, type Observations } from '../observations/observations';
import { bestSplit, type Split, type SplitOptions } from './split';

/** A move: component `from` is taken away, and component `to` is split into two with the one set free. */
export interface Relocation {
  readonly from: number;
  readonly to: number;
  readonly split: Split;
  /** Mean log-likelihood per row that the move is expected to gain before any further EM step. */
  readonly expected: number;
}

/** How relocations are proposed. */
export interface ProposeOptions extends SplitOptions {
  /** A component is tried on rows it is responsible for by more than this share. */
  readonly owned: number;
}

/** All relocations between two components, the most promising first. */
export function proposeRelocations(
  key: Key,
  model: Components,
  type: CovarianceType,
  regularisation: Regularisation,
  data: Observations,
  options: ProposeOptions,
): Relocation[] {
  const { components } = model;
  const logJoints = new Float64Array(data.rows * components);
  const logDensities = new Float64Array(data.rows);
  scoreRows(model, jointView(data), { logJoints, logDensities });
  const losses = removalLosses(model, data, logJoints, logDensities);
  const moves: Relocation[] = [];
  for (let to = 0; to < components; to++) {
    const owned = ownedRows(data, logJoints, logDensities, components, to, options.owned);
    if (owned.rows.length < 2 * model.dimension) continue;
    const split = bestSplit(
      fold(key, to),
      componentOf(model, to),
      type,
      regularisation,
      selectRows(data, owned.rows, owned.weights),
      options,
    );
    if (split === undefined) continue;
    const gain = split.gain / data.totalWeight;
    for (let from = 0; from < components; from++)
      if (from !== to) moves.push({ from, to, split, expected: gain - losses[from] });
  }
  return moves.sort((a, b) => b.expected - a.expected || a.from - b.from || a.to - b.to);
}

/** K: mean log-likelihood lost when a component is dropped and the weights of the others are scaled up. */
function removalLosses(
  { components, weights }: Components,
  data: Observations,
  logJoints: Float64Array,
  logDensities: Float64Array,
): Float64Array {
  const losses = new Float64Array(components);
  for (let n = 0; n < data.rows; n++) {
    const weight = data.weights === undefined ? 1 : data.weights[n];
    for (let k = 0; k < components; k++)
      losses[k] += weight * (logDensities[n] - logSumWithout(logJoints, n * components, components, k));
  }
  return losses.map((loss, k) => loss / data.totalWeight + Math.log(Math.max(1 - weights[k], 1e-300)));
}

function logSumWithout(logJoints: Float64Array, at: number, components: number, without: number): number {
  let top = -Infinity;
  for (let k = 0; k < components; k++) if (k !== without && logJoints[at + k] > top) top = logJoints[at + k];
  if (top === -Infinity) return -Infinity;
  let sum = 0;
  for (let k = 0; k < components; k++) if (k !== without) sum += Math.exp(logJoints[at + k] - top);
  return top + Math.log(sum);
}

function ownedRows(
  data: Observations,
  logJoints: Float64Array,
  logDensities: Float64Array,
  components: number,
  component: number,
  least: number,
): { rows: number[]; weights: Float64Array } {
  const rows: number[] = [];
  const weights: number[] = [];
  for (let n = 0; n < data.rows; n++) {
    const share = Math.exp(logJoints[n * components + component] - logDensities[n]);
    const weight = share * (data.weights === undefined ? 1 : data.weights[n]);
    if (share <= least || weight === 0) continue;
    rows.push(n);
    weights.push(weight);
  }
  return { rows, weights: Float64Array.from(weights) };
}

/** Component k as a mixture of its own. */
function componentOf({ dimension, shape, means, covariances }: Components, k: number): Components {
  const size = dimension * (shape === 'full' ? dimension : 1);
  return {
    components: 1,
    dimension,
    shape,
    weights: Float64Array.of(1),
    means: means.slice(k * dimension, (k + 1) * dimension),
    covariances: covariances.slice(k * size, (k + 1) * size),
  };
}

/** The mixture after a move. */
export function relocate(model: Components, { from, to, split: { halves } }: Relocation): Components {
  const { dimension } = model;
  const size = model.covariances.length / model.components;
  const weights = Float64Array.from(model.weights);
  const means = Float64Array.from(model.means);
  const covariances = Float64Array.from(model.covariances);
  [to, from].forEach((k, half) => {
    weights[k] = model.weights[to] * halves.weights[half];
    means.set(halves.means.subarray(half * dimension, (half + 1) * dimension), k * dimension);
    covariances.set(halves.covariances.subarray(half * size, (half + 1) * size), k * size);
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return { ...model, weights: weights.map((weight) => weight / total), means, covariances };
}
