import { cholesky, matrix } from '@bcl/linalg';
import { categorical, fold, normal } from '@bcl/random';
import type { Key } from '@bcl/random';
import { dataset } from '../dataset';
import type { Dataset } from '../dataset';

/** A Gaussian mixture with K components in D dimensions. */
export interface MixtureTruth {
  /** K positive numbers that sum to 1. */
  readonly weights: Float64Array;
  /** K x D, row-major. */
  readonly means: Float64Array;
  /** K x D x D: one symmetric positive definite matrix after the other. */
  readonly covariances: Float64Array;
}

/** Points drawn from a known mixture; `labels[i]` is the component of row i. */
export interface Simulation extends Dataset {
  readonly labels: Int32Array;
  readonly classNames: readonly string[];
  readonly truth: MixtureTruth;
}

/** How a simulation is called. */
export interface SimulationNames {
  /** Default `mixture`. */
  readonly name?: string;
  /** Names of the components; default `component 0`, `component 1`, … */
  readonly components?: readonly string[];
}

/**
 * Draws rows from a Gaussian mixture: the component by its weight, then mean + L z with L the Cholesky factor of its
 * covariance and z standard normal.
 *
 * Row i depends on the key and on i only, so that a longer sample begins with the shorter one.
 *
 * @throws RangeError when the shapes do not agree, a weight is not positive, the weights do not sum to 1 within 1e-9,
 * or a covariance is not positive definite
 *
 * @example
 * ```ts
 * import { key } from '@bcl/random';
 * import { sampleMixture } from '@bcl/datasets';
 *
 * const truth = {
 *   weights: Float64Array.of(0.5, 0.5),
 *   means: Float64Array.of(-100, 100),
 *   covariances: Float64Array.of(1, 4),
 * };
 * const { features, labels } = sampleMixture(key(1), 50, truth);
 * features.data.every((x, row) => x > 0 === (labels[row] === 1)); // => true
 * ```
 */
export function sampleMixture(key: Key, rows: number, truth: MixtureTruth, names: SimulationNames = {}): Simulation {
  if (!(Number.isInteger(rows) && rows > 0)) throw new RangeError(`rows must be a positive whole number, not ${rows}`);
  const components = truth.weights.length;
  const dimension = checkedDimension(truth);
  const factors = Array.from({ length: components }, (_, component) => factorOf(truth, component, dimension));
  const labels = categorical(fold(key, 'component'), rows, truth.weights);
  const noise = normal(fold(key, 'noise'), rows * dimension);
  const data = new Float64Array(rows * dimension);
  for (const [row, component] of labels.entries()) {
    const factor = factors[component];
    for (let i = 0; i < dimension; i++) {
      let value = truth.means[component * dimension + i];
      for (let j = 0; j <= i; j++) value += factor[i * dimension + j] * noise[row * dimension + j];
      data[row * dimension + i] = value;
    }
  }
  const name = names.name ?? 'mixture';
  const classNames = names.components ?? Array.from({ length: components }, (_, component) => `component ${component}`);
  const provenance = { name, source: `simulated: ${rows} rows of a mixture of ${components} Gaussians`, files: [] };
  const features = matrix(rows, dimension, data);
  const featureNames = Array.from({ length: dimension }, (_, column) => `x${column + 1}`);
  return { ...dataset({ name, features, featureNames, provenance }), labels, classNames, truth };
}

function checkedDimension({ weights, means, covariances }: MixtureTruth): number {
  const components = weights.length;
  const dimension = means.length / components;
  if (!(Number.isInteger(dimension) && dimension > 0) || covariances.length !== components * dimension * dimension) {
    throw new RangeError(
      `${components} weights, ${means.length} means and ${covariances.length} covariance entries are not K, K x D and K x D x D`,
    );
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!weights.every((weight) => weight > 0) || Math.abs(total - 1) > 1e-9) {
    throw new RangeError(`weights must be positive and sum to 1, but sum to ${total}; divide them by their sum`);
  }
  return dimension;
}

function factorOf(truth: MixtureTruth, component: number, dimension: number): Float64Array {
  const size = dimension * dimension;
  const factor = cholesky(truth.covariances.slice(component * size, (component + 1) * size), dimension);
  if (factor !== undefined) return factor;
  throw new RangeError(`The covariance of component ${component} is not positive definite`);
}
