import type { Observations } from '../../observations/observations';
import { emptyStatistics, type Statistics } from '../../statistics/statistics';
import { passWork } from '../../threads/computing';
import { constantSeenByAll } from '../../threads/shared-memory';
import { doTogether, togetherFor, type Together } from '../../threads/together';
import type { Components } from '../components';
import type { LowRankInput } from './kernel';
import { lowRankMoments, mostPieces, piecesOf } from './moment-work';
import { factorLowRank, type Complement } from './prepare';
import { lowRankResponsibilities } from './row-work';
import { lastLabels, orderOf } from './row-order';
import type { LowRank } from './structure';

/** Least rows of a task, and about how many tasks there are at most. */
const SLICE = 512;
const SLICES = 2048;

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
 * First the responsibilities of all rows, then the moments of one component after the other, whose sums so stay in the cache.
 *
 * @throws NumericalFailure when a row has no density
 */
export function lowRankExpectation(model: Components, observations: Observations, input: LowRankInput): Statistics {
  const { components, dimension, means } = model;
  const { rows: count, totalWeight } = observations;
  const together = togetherOf(observations, input);
  const size = (dimension * (dimension + 1)) / 2;
  const { shares, first, second } = workspaceOf(observations, together, components);
  const { logLikelihood } = scoreRows(together, observations, input, shares);
  const { rows, pieces } = piecesOf(shares, components, together.integers);
  const engine = observations.computing?.engine ?? 'auto';
  const data = dataFor(together, observations);
  const over = doTogether(
    together,
    lowRankMoments,
    { engine, width: dimension, data, means, shares, rows, pieces, first, second },
    pieces.length,
  );
  if (!over) workspaces.delete(observations);
  const statistics = emptyStatistics(components, dimension, 'full', means);
  statistics.totalWeight = totalWeight;
  statistics.logLikelihood = logLikelihood;
  for (let k = 0; k < components; k++)
    for (let n = k * count; n < (k + 1) * count; n++) statistics.mass[k] += shares[n];
  pieces.forEach(({ component }, piece) => {
    for (let d = 0; d < dimension; d++) statistics.first[component * dimension + d] += first[piece * dimension + d];
    addTriangle(statistics.second, component, dimension, second, piece * size);
  });
  mirror(statistics.second, components, dimension);
  return statistics;
}

/** The sum over rows of weight x log-density, and the most responsible component of each, without the moments. */
export function scoreLowRankRows(
  observations: Observations,
  input: LowRankInput,
): { readonly logLikelihood: number; readonly labels: Int32Array; readonly logDensities: Float64Array } {
  return scoreRows(togetherOf(observations, input), observations, input, undefined);
}

/** What passes over the same rows write to: one after the other, in the same memory. */
interface Workspace {
  readonly components: number;
  readonly shared: boolean;
  /** K x N. */
  readonly shares: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

const workspaces = new WeakMap<Observations, Workspace>();

function workspaceOf(observations: Observations, { threads, numbers }: Together, components: number): Workspace {
  let own = workspaces.get(observations);
  if (own === undefined || own.components !== components || own.shared !== threads > 1) {
    const { rows, dimension } = observations;
    const pieces = mostPieces(components);
    own = {
      components,
      shared: threads > 1,
      shares: numbers(components * rows),
      first: numbers(pieces * dimension),
      second: numbers((pieces * dimension * (dimension + 1)) / 2),
    };
    workspaces.set(observations, own);
  }
  return own;
}

const togetherOf = ({ rows, computing }: Observations, { components, width }: LowRankInput): Together =>
  togetherFor(computing, passWork(rows, components, width));

const dataFor = ({ threads }: Together, { data }: Observations): Float64Array =>
  threads > 1 ? constantSeenByAll(data) : data;

function scoreRows(
  together: Together,
  observations: Observations,
  input: LowRankInput,
  shares: Float64Array | undefined,
): { readonly logLikelihood: number; readonly labels: Int32Array; readonly logDensities: Float64Array } {
  const { rows, weights, computing } = observations;
  const labels = together.integers(rows);
  const logDensities = together.numbers(rows);
  const slice = 32 * Math.ceil(Math.max(SLICE, rows / SLICES) / 32);
  const data = dataFor(together, observations);
  const order = orderOf(observations, input.components, together.integers);
  const engine = computing?.engine ?? 'auto';
  const over = doTogether(
    together,
    lowRankResponsibilities,
    { engine, input, data, weights, order, slice, shares, labels, logDensities },
    Math.ceil(rows / slice),
  );
  if (!over) workspaces.delete(observations);
  lastLabels.set(observations, labels);
  let logLikelihood = 0;
  for (let n = 0; n < rows; n++) logLikelihood += (weights === undefined ? 1 : weights[n]) * logDensities[n];
  return { logLikelihood, labels, logDensities };
}

/** Adds what lies on and below the diagonal of a piece to a component's matrix. */
function addTriangle(
  second: Float64Array,
  component: number,
  dimension: number,
  triangle: Float64Array,
  from: number,
): void {
  let at = from;
  for (let i = 0; i < dimension; i++) {
    const row = (component * dimension + i) * dimension;
    for (let j = 0; j <= i; j++) second[row + j] += triangle[at++];
  }
}

/** Copies what lies below the diagonals above them. */
function mirror(second: Float64Array, components: number, dimension: number): void {
  for (let k = 0; k < components; k++)
    for (let i = 0; i < dimension; i++)
      for (let j = 0; j < i; j++)
        second[(k * dimension + j) * dimension + i] = second[(k * dimension + i) * dimension + j];
}
