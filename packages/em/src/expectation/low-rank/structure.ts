import { choleskyInPlace, eigenvaluesAbove, multiply, transpose } from '@bcl/linalg';

/** A covariance floor · I + FᵀF: what an eigenvalue floor makes of a covariance of which few eigenvalues lie above it. */
export interface LowRank {
  /** The smallest eigenvalue, positive. */
  readonly floor: number;
  readonly rank: number;
  /** F, rank x D: eigenvectors times √(λ - floor), the largest λ first. */
  readonly factor: Float64Array;
}

/** Below this many coordinates the dense kernel is as fast, and factorisations cost nothing. */
const FEWEST_COORDINATES = 64;
/** Structure belongs to an array of covariances, so that it cannot outlive them: a changed mixture has new ones. */
const known = new WeakMap<Float64Array, readonly LowRank[]>();

/** The structure of all K covariances in this very array, where it is known. */
export const lowRankOf = (covariances: Float64Array): readonly LowRank[] | undefined => known.get(covariances);

/** K x D x D covariances from their structure, which is remembered. Equal structure gives equal bits. */
export function covariancesFrom(parts: readonly LowRank[], dimension: number): Float64Array {
  const size = dimension * dimension;
  const covariances = new Float64Array(parts.length * size);
  parts.forEach(({ floor, rank, factor }, k) => {
    const product = multiply(transpose(factor, rank, dimension), factor, dimension, rank, dimension);
    for (let d = 0; d < dimension; d++) product[d * dimension + d] += floor;
    covariances.set(product, k * size);
  });
  known.set(covariances, parts);
  return covariances;
}

/** Remembers what is known of an array's covariances. */
export function rememberLowRank(covariances: Float64Array, parts: readonly LowRank[]): void {
  known.set(covariances, parts);
}

/**
 * V max(Λ, floor) Vᵀ of a covariance as floor · I + FᵀF, exactly: nothing is approximated, since everything below the floor is
 * raised to it. Undefined where that saves nothing: few coordinates, or nothing below the floor.
 *
 * @param covariance - D x D, symmetric; left as it is
 */
export function floorToLowRank(covariance: Float64Array, dimension: number, floor: number): LowRank | undefined {
  if (dimension < FEWEST_COORDINATES) return undefined;
  const multiple = multipleOfIdentity(covariance, dimension);
  if (multiple !== undefined) return { floor: Math.max(multiple, floor), rank: 0, factor: new Float64Array(0) };
  const shifted = covariance.slice();
  for (let d = 0; d < dimension; d++) shifted[d * dimension + d] -= floor;
  if (choleskyInPlace(shifted, dimension)) return undefined;
  // What an earlier floor put at the floor comes back from a rotation or a projection beside it, on either side.
  let trace = 0;
  for (let d = 0; d < dimension; d++) trace += covariance[d * dimension + d];
  const rounding = dimension * Number.EPSILON * Math.max(trace, 0);
  const above = eigenvaluesAbove(covariance, dimension, floor + rounding);
  const { values, vectors } = above;
  const factor = vectors.map((entry, flat) => entry * Math.sqrt(values[Math.floor(flat / dimension)] - floor));
  return { floor, rank: values.length, factor };
}

function multipleOfIdentity(a: Float64Array, n: number): number | undefined {
  const value = a[0];
  return a.every((entry, flat) => entry === (flat % (n + 1) === 0 ? value : 0)) ? value : undefined;
}
