import { floorEigenvalues } from '@bcl/linalg';
import type { Components } from '../expectation/components';
import { covariancesFrom, floorToLowRank, rememberLowRank, type LowRank } from '../expectation/low-rank/structure';

/** Which covariances a mixture may have: one full matrix each, one shared full matrix, diagonal ones, or multiples of the identity. */
export type CovarianceType = 'full' | 'tied' | 'diagonal' | 'spherical';

/** Whether a value that came from outside names a covariance type. */
export const isCovarianceType = (value: unknown): value is CovarianceType =>
  value === 'full' || value === 'tied' || value === 'diagonal' || value === 'spherical';

/** How covariances are kept away from singularity. */
export interface Regularisation {
  /** Smallest eigenvalue a covariance may have, in squared units of the data; smaller ones are raised to it. */
  readonly floor: number;
  /** Added to the diagonal of every covariance after each M step, in squared units of the data (scikit-learn's reg_covar). */
  readonly ridge: number;
}

/**
 * Brings covariances to the wanted type and away from singularity.
 *
 * The projection onto a type is the M step's own: tied is the weighted average, diagonal keeps the diagonal, spherical
 * keeps the mean variance. Each is also the Kullback-Leibler projection of the component.
 *
 * @param shares - K shares of the data by which tied covariances are averaged; the weights by default (they differ under smoothing)
 */
export function constrain(
  model: Components,
  type: CovarianceType,
  { floor, ridge }: Regularisation,
  shares: Float64Array = model.weights,
): Components {
  const { components, dimension, shape } = model;
  if (shape === 'diagonal') return { ...model, covariances: constrainDiagonal(model, type, floor, ridge) };
  const size = dimension * dimension;
  const covariances = new Float64Array(components * size);
  if (type === 'tied') {
    const average = new Float64Array(size);
    for (let k = 0; k < components; k++)
      for (let i = 0; i < size; i++) average[i] += shares[k] * model.covariances[k * size + i];
    const floored = regularise(average, dimension, floor, ridge);
    for (let k = 0; k < components; k++) covariances.set(floored, k * size);
    return { ...model, covariances };
  }
  if (type === 'full') return { ...model, covariances: constrainFull(model, floor, ridge) };
  for (let k = 0; k < components; k++) {
    const own = model.covariances.slice(k * size, (k + 1) * size);
    const variances = Float64Array.from({ length: dimension }, (_, d) => own[d * dimension + d] + ridge);
    flattenVariances(variances, type, floor);
    for (let d = 0; d < dimension; d++) covariances[k * size + d * dimension + d] = variances[d];
  }
  return { ...model, covariances };
}

/** Where every covariance is of low rank over the floor, that is remembered: it makes the next E step cheaper. */
function constrainFull(
  { components, dimension, covariances: before }: Components,
  floor: number,
  ridge: number,
): Float64Array {
  const size = dimension * dimension;
  const covariances = new Float64Array(components * size);
  const parts: LowRank[] = [];
  for (let k = 0; k < components; k++) {
    const own = before.slice(k * size, (k + 1) * size);
    if (ridge > 0) for (let d = 0; d < dimension; d++) own[d * dimension + d] += ridge;
    const { covariance, part } = floorCovariance(own, dimension, floor);
    if (part !== undefined) parts.push(part);
    covariances.set(covariance, k * size);
  }
  if (parts.length === components) rememberLowRank(covariances, parts);
  return covariances;
}

/** One covariance (D x D) over the floor, and its structure where that is of low rank. */
export function floorCovariance(
  own: Float64Array,
  dimension: number,
  floor: number,
): { readonly covariance: Float64Array; readonly part: LowRank | undefined } {
  const part = floor > 0 ? floorToLowRank(own, dimension, floor) : undefined;
  const covariance = part === undefined ? regularise(own, dimension, floor, 0) : covariancesFrom([part], dimension);
  return { covariance, part };
}

function regularise(covariance: Float64Array, dimension: number, floor: number, ridge: number): Float64Array {
  if (ridge > 0) for (let d = 0; d < dimension; d++) covariance[d * dimension + d] += ridge;
  return floor > 0 ? floorEigenvalues(covariance, dimension, floor) : covariance;
}

function constrainDiagonal(
  { components, dimension, covariances }: Components,
  type: CovarianceType,
  floor: number,
  ridge: number,
): Float64Array {
  const out = covariances.map((variance) => variance + ridge);
  for (let k = 0; k < components; k++) flattenVariances(out.subarray(k * dimension, (k + 1) * dimension), type, floor);
  return out;
}

function flattenVariances(variances: Float64Array, type: CovarianceType, floor: number): void {
  if (type === 'spherical') variances.fill(variances.reduce((sum, v) => sum + v, 0) / variances.length);
  for (let d = 0; d < variances.length; d++) variances[d] = Math.max(variances[d], floor);
}

/** The same mixture with every covariance written as a full matrix. */
export function toFullShape(model: Components): Components {
  if (model.shape === 'full') return model;
  const { components, dimension } = model;
  const covariances = new Float64Array(components * dimension * dimension);
  for (let k = 0; k < components; k++)
    for (let d = 0; d < dimension; d++)
      covariances[(k * dimension + d) * dimension + d] = model.covariances[k * dimension + d];
  return { ...model, shape: 'full', covariances };
}

/** The same mixture with variances only; what lies off the diagonal is dropped. */
export function toDiagonalShape(model: Components): Components {
  if (model.shape === 'diagonal') return model;
  const { components, dimension } = model;
  const covariances = new Float64Array(components * dimension);
  for (let k = 0; k < components; k++)
    for (let d = 0; d < dimension; d++)
      covariances[k * dimension + d] = model.covariances[(k * dimension + d) * dimension + d];
  return { ...model, shape: 'diagonal', covariances };
}
