import { multiply, multiplyTransposed, transpose } from '@bcl/linalg';
import type { Transform } from '@bcl/transforms';
import type { Components } from '../expectation/components';
import { lowRankExpectation, lowRankInput } from '../expectation/low-rank/pass';
import { nothing, type Complement } from '../expectation/low-rank/prepare';
import { lowRankOf } from '../expectation/low-rank/structure';
import { constrain, type Regularisation } from '../maximization/constrain';
import { maximize, type MaximizeOptions } from '../maximization/maximize';
import type { Observations } from '../observations/observations';
import type { Statistics } from '../statistics/statistics';

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
  const moved = complement.count === 0 ? updated : moveSeenPart(model, updated, complement);
  return [constrain(moved, 'full', { floor, ridge: 0 }), statistics];
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

/** The old mixture with the seen part of its moments replaced: m + P (m' - m) and C + P (C' - C) P. */
function moveSeenPart(model: Components, updated: Components, { count, directions }: Complement): Components {
  const { components, dimension } = model;
  const size = dimension * dimension;
  const change = updated.means.map((value, flat) => value - model.means[flat]);
  const along = multiply(
    multiplyTransposed(change, directions, components, dimension, count),
    directions,
    components,
    count,
    dimension,
  );
  const means = model.means.map((value, flat) => value + (change[flat] - along[flat]));
  const covariances = new Float64Array(components * size);
  const transposed = transpose(directions, count, dimension);
  for (let k = 0; k < components; k++) {
    const own = covariances.subarray(k * size, (k + 1) * size);
    for (let i = 0; i < size; i++) own[i] = updated.covariances[k * size + i] - model.covariances[k * size + i];
    projectBothSides(own, dimension, count, directions, transposed);
    for (let i = 0; i < size; i++) own[i] += model.covariances[k * size + i];
  }
  return { ...updated, means, covariances };
}

/** M becomes P M P = M - QᵀY - YᵀQ with Y = Q M - (Q M Qᵀ) Q / 2, for a symmetric M. */
function projectBothSides(
  m: Float64Array,
  dimension: number,
  count: number,
  directions: Float64Array,
  transposed: Float64Array,
): void {
  const half = multiply(directions, m, count, dimension, dimension);
  const inner = multiply(half, transposed, count, dimension, count);
  const back = multiply(inner, directions, count, count, dimension);
  const y = half.map((value, flat) => value - 0.5 * back[flat]);
  const product = multiply(transposed, y, dimension, count, dimension);
  for (let i = 0; i < dimension; i++)
    for (let j = 0; j < dimension; j++) m[i * dimension + j] -= product[i * dimension + j] + product[j * dimension + i];
}
