import { multiply } from '@bcl/linalg';
import type { LowRank } from '../expectation/low-rank/structure';
import { floorCovariance } from '../maximization/constrain';
import type { SharedWork } from '../threads/together';
import type { Complement } from '../expectation/low-rank/prepare';

/** What covariances are updated from, and where they go. All matrices are D x D, one component after the other. */
export interface UpdateInput {
  readonly dimension: number;
  /** Smallest eigenvalue. */
  readonly floor: number;
  /** What the M step makes of all coordinates. */
  readonly updated: Float64Array;
  /** What they were; read where a complement keeps its part of it. */
  readonly before: Float64Array;
  readonly complement: Complement;
  /** Qᵀ, D x c. */
  readonly transposed: Float64Array;
  /** The new covariances. */
  readonly covariances: Float64Array;
  /** K: their ranks over the floor, or -1 where that structure saves nothing. */
  readonly ranks: Int32Array;
  /** K: the floors that they are of low rank over. */
  readonly floors: Float64Array;
  /** Their factors, each at the begin of D x D numbers. */
  readonly factors: Float64Array;
}

/** The update of one component's covariance: the seen part is replaced, eigenvalues below the floor are raised. */
export const lowRankUpdate: SharedWork<UpdateInput> = {
  name: 'lowRankUpdate',
  begin({ dimension, floor, updated, before, complement, transposed, covariances, ranks, floors, factors }) {
    const size = dimension * dimension;
    return (k) => {
      const own = updated.slice(k * size, (k + 1) * size);
      if (complement.count > 0)
        moveSeenPart(own, before.subarray(k * size, (k + 1) * size), dimension, complement, transposed);
      const { covariance, part } = floorCovariance(own, dimension, floor);
      covariances.set(covariance, k * size);
      ranks[k] = part === undefined ? -1 : part.rank;
      if (part === undefined) return;
      floors[k] = part.floor;
      factors.set(part.factor, k * size);
    };
  },
};

/** The structure that an update found, where all components have one. */
export function partsOf({ dimension, ranks, floors, factors }: UpdateInput): readonly LowRank[] | undefined {
  if (ranks.some((rank) => rank < 0)) return undefined;
  const size = dimension * dimension;
  return Array.from(ranks, (rank, k) => ({
    floor: floors[k],
    rank,
    factor: factors.slice(k * size, k * size + rank * dimension),
  }));
}

/** C' becomes C + P (C' - C) P. */
function moveSeenPart(
  own: Float64Array,
  before: Float64Array,
  dimension: number,
  { count, directions }: Complement,
  transposed: Float64Array,
): void {
  for (let i = 0; i < own.length; i++) own[i] -= before[i];
  projectBothSides(own, dimension, count, directions, transposed);
  for (let i = 0; i < own.length; i++) own[i] += before[i];
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
  const y = multiply(inner, directions, count, count, dimension);
  for (let i = 0; i < y.length; i++) y[i] = half[i] - 0.5 * y[i];
  const product = multiply(transposed, y, dimension, count, dimension);
  for (let i = 0; i < dimension; i++)
    for (let j = 0; j <= i; j++) {
      const change = product[i * dimension + j] + product[j * dimension + i];
      m[i * dimension + j] -= change;
      if (j < i) m[j * dimension + i] -= change;
    }
}
