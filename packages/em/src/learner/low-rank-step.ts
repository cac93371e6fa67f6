import { multiply, multiplyTransposed, transpose } from '@bcl/linalg';
import type { Transform } from '@bcl/transforms';
import type { Components } from '../expectation/components';
import { lowRankExpectation, lowRankInput } from '../expectation/low-rank/pass';
import { nothing, type Complement } from '../expectation/low-rank/prepare';
import { lowRankOf, rememberLowRank } from '../expectation/low-rank/structure';
import type { Regularisation } from '../maximization/constrain';
import { maximize, type MaximizeOptions } from '../maximization/maximize';
import type { Observations } from '../observations/observations';
import type { Statistics } from '../statistics/statistics';
import { doTogether, togetherFor, type Together } from '../threads/together';
import { lowRankUpdate, partsOf, type UpdateInput } from './low-rank-update';

/**
 * What a matching on the coordinates T of y = A x, A orthogonal, does not see: the rows of A outside T. Undefined where it sees the
 * smaller half, or A is not orthogonal.
 */
export function complementOf(transform: Transform, target: readonly number[]): Complement | undefined {
  const { dimension } = transform;
  const count = dimension - target.length;
  if (count === 0 && isOrthogonal(transform)) return nothing;
  if (2 * count > dimension || !isOrthogonal(transform)) return undefined;
  const seen = new Set(target);
  const directions = new Float64Array(count * dimension);
  let at = 0;
  for (let d = 0; d < dimension; d++)
    if (!seen.has(d)) directions.set(transform.linear.subarray(d * dimension, (d + 1) * dimension), dimension * at++);
  return { count, directions };
}

/** Whether the inverse is the transpose, to the bit: transforms that are orthogonal by construction say it so. */
function isOrthogonal(transform: Transform): boolean {
  if (transform.name === 'identity') return true;
  const { dimension, linear } = transform;
  const inverse = transform.inverse().linear;
  for (let i = 0; i < dimension; i++)
    for (let j = 0; j < dimension; j++) if (linear[i * dimension + j] !== inverse[j * dimension + i]) return false;
  return true;
}

/** The complement's part is taken from a square by subtraction: means further apart than this, in units of the floor, cost digits. */
const WIDEST = 1e6;

/**
 * One EM step on the marginal of P x, P = I - QᵀQ, for a mixture of full covariances that are of low rank over a floor, in the
 * coordinates of x. Undefined where the mixture or the data are of another kind, or the dense way is cheaper.
 *
 * A_T x and P x, P = A_TᵀA_T, are the same question: the responsibilities are equal, the new moments are projections of
 * those of x, and a floor on eigenvalues is the same in every orthogonal basis. So the data need not be rotated, nor the mixture.
 */
export function lowRankStep(
  model: Components,
  { floor, ridge }: Regularisation,
  observations: Observations,
  complement: Complement,
  options: MaximizeOptions,
): readonly [Components, Statistics] | undefined {
  const parts = lowRankOf(model.covariances);
  if (parts === undefined || !observations.complete || ridge > 0) return undefined;
  if (complement.count > 0 && !(widest(model) <= WIDEST * Math.min(...parts.map((part) => part.floor))))
    return undefined;
  const { components, dimension } = model;
  const rows = parts.reduce((sum, { rank }) => sum + rank, complement.count);
  // Half of D a component is what a triangular factor costs; a marginal in the dense way moves the data as well.
  if (rows > (complement.count === 0 ? 0.5 : 1) * components * dimension) return undefined;
  const statistics = lowRankExpectation(model, observations, lowRankInput(model, parts, complement));
  const updated = maximize(statistics, model, options);
  const means = complement.count === 0 ? updated.means : moveSeenMeans(model, updated.means, complement);
  const covariances = updateCovariances(model, updated.covariances, floor, observations, complement);
  return [{ ...updated, means, covariances }, statistics];
}

/** The largest squared distance of a mean from the average of all. */
function widest({ components, dimension, means }: Components): number {
  let most = 0;
  const average = new Float64Array(dimension);
  means.forEach((value, flat) => (average[flat % dimension] += value / components));
  for (let k = 0; k < components; k++) {
    let square = 0;
    for (let d = 0; d < dimension; d++) square += (means[k * dimension + d] - average[d]) ** 2;
    most = Math.max(most, square);
  }
  return most;
}

/** m + P (m' - m): the means with their seen part replaced. */
function moveSeenMeans(
  { components, dimension, means: before }: Components,
  updated: Float64Array,
  { count, directions }: Complement,
): Float64Array {
  const change = updated.map((value, flat) => value - before[flat]);
  const along = multiply(
    multiplyTransposed(change, directions, components, dimension, count),
    directions,
    components,
    count,
    dimension,
  );
  return before.map((value, flat) => value + (change[flat] - along[flat]));
}

/** What updates write to: one after the other, in the same memory. */
type Workspace = Pick<UpdateInput, 'updated' | 'before' | 'covariances' | 'ranks' | 'floors' | 'factors'>;

const workspaces = new WeakMap<Observations, { readonly space: Workspace; readonly shared: boolean }>();

function workspaceOf(
  observations: Observations,
  { threads, numbers, integers }: Together,
  { components, covariances: { length } }: Components,
): Workspace {
  const kept = workspaces.get(observations);
  if (kept?.shared === threads > 1 && kept.space.ranks.length === components) return kept.space;
  const [updated, before, covariances, factors] = [0, 1, 2, 3].map(() => numbers(length));
  const space = { updated, before, covariances, factors, floors: numbers(components), ranks: integers(components) };
  workspaces.set(observations, { space, shared: threads > 1 });
  return space;
}

/** The new covariances of all components, and what is known of them. */
function updateCovariances(
  model: Components,
  updated: Float64Array,
  floor: number,
  observations: Observations,
  complement: Complement,
): Float64Array {
  const { components, dimension } = model;
  // A decomposition is some ten products.
  const together = togetherFor(observations.computing, 10 * components * dimension ** 3);
  const space = workspaceOf(observations, together, model);
  space.updated.set(updated);
  if (complement.count > 0) space.before.set(model.covariances);
  const transposed = transpose(complement.directions, complement.count, dimension);
  const input = { dimension, floor, complement, transposed, ...space };
  if (!doTogether(together, lowRankUpdate, input, components)) workspaces.delete(observations);
  const covariances = space.covariances.slice();
  const parts = partsOf(input);
  if (parts !== undefined) rememberLowRank(covariances, parts);
  return covariances;
}
