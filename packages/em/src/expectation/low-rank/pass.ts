import type { Observations } from '../../observations/observations';
import { emptyStatistics, type Statistics } from '../../statistics/statistics';
import { unreachableRow, type Components } from '../components';
import { lowRankKernel } from './engine';
import type { LowRankInput, LowRankKernel } from './kernel';
import { factorLowRank, type Complement } from './prepare';
import type { LowRank } from './structure';

/** What the caller may keep of the rows. */
export interface LowRankRows {
  /** N: the component with the largest responsibility. */
  readonly labels?: Int32Array;
  /** N: log-density of the seen part of each row. */
  readonly logDensities?: Float64Array;
}

/** Responsibilities below this, weighted, are left out of the moments: a million of them change no bit of a row's share. */
const NEGLIGIBLE = 2 ** -73;

/** A mixture's kernel input for rows of which the complement's directions are not seen. */
export function lowRankInput(model: Components, parts: readonly LowRank[], complement: Complement): LowRankInput {
  const { components, dimension: width, means, weights } = model;
  const factors = parts.map((part, k) => factorLowRank(part, weights[k], width, complement));
  return { components, width, means, factors, unseen: complement.count, directions: complement.directions };
}

/**
 * The E step on complete rows for covariances of low rank over a floor: responsibilities from the part of the rows that a matching
 * sees, moments of all their coordinates. The marginal's moments are a projection of these, so that nothing is ever rotated.
 *
 * @throws NumericalFailure when a row has no density
 */
export function lowRankExpectation(
  model: Components,
  observations: Observations,
  input: LowRankInput,
  make: (input: LowRankInput) => LowRankKernel = lowRankKernel,
): Statistics {
  const { components, dimension, means } = model;
  const statistics = emptyStatistics(components, dimension, 'full', means);
  statistics.totalWeight = observations.totalWeight;
  const kernel = make(input);
  statistics.logLikelihood = eachBlock(kernel, observations, components, {}, (count) => kernel.accumulate(count));
  const { mass, first, second } = kernel.take();
  statistics.mass.set(mass);
  statistics.first.set(first);
  statistics.second.set(second);
  mirror(statistics.second, components, dimension);
  return statistics;
}

/** The sum over rows of weight x log-density, and what is to be kept of the rows, without the moments. */
export function scoreLowRankRows(
  observations: Observations,
  input: LowRankInput,
  keep: LowRankRows,
  make: (input: LowRankInput) => LowRankKernel = lowRankKernel,
): number {
  return eachBlock(make(input), observations, input.components, keep, () => undefined);
}

function eachBlock(
  kernel: LowRankKernel,
  { data, rows, dimension, weights }: Observations,
  components: number,
  keep: LowRankRows,
  visit: (count: number) => void,
): number {
  let total = 0;
  for (let from = 0; from < rows; from += kernel.most) {
    const count = Math.min(kernel.most, rows - from);
    kernel.evaluate(data.subarray(from * dimension, (from + count) * dimension), count);
    for (let s = 0; s < count; s++) {
      const row = from + s;
      const weight = weights === undefined ? 1 : weights[row];
      total += weight * normalise(kernel, s, row, weight, components, keep);
    }
    visit(count);
  }
  return total;
}

/** Turns one row's log-joints into weighted responsibilities, in place; returns its log-density. */
function normalise(
  { joint, most }: LowRankKernel,
  s: number,
  row: number,
  weight: number,
  components: number,
  { labels, logDensities }: LowRankRows,
): number {
  let best = 0;
  for (let k = 1; k < components; k++) if (joint[k * most + s] > joint[best * most + s]) best = k;
  const top = joint[best * most + s];
  if (!(top > -Infinity && top < Infinity)) throw unreachableRow(row);
  let sum = 0;
  for (let k = 0; k < components; k++) sum += joint[k * most + s] = Math.exp(joint[k * most + s] - top);
  for (let k = 0; k < components; k++) {
    const r = (joint[k * most + s] / sum) * weight;
    joint[k * most + s] = r < NEGLIGIBLE ? 0 : r;
  }
  if (labels !== undefined) labels[row] = best;
  const logDensity = top + Math.log(sum);
  if (logDensities !== undefined) logDensities[row] = logDensity;
  return logDensity;
}

/** Copies what lies below the diagonals above them. */
function mirror(second: Float64Array, components: number, dimension: number): void {
  for (let k = 0; k < components; k++)
    for (let i = 0; i < dimension; i++)
      for (let j = 0; j < i; j++)
        second[(k * dimension + j) * dimension + i] = second[(k * dimension + i) * dimension + j];
}
