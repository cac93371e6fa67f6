import { fold, normal, type Key } from '@bcl/random';
import type { Components } from '../expectation/components';
import {
  constrain,
  toDiagonalShape,
  toFullShape,
  type CovarianceType,
  type Regularisation,
} from '../maximization/constrain';
import { toComponents, type Mixture } from '../mixture/mixture';
import type { Observations } from '../observations/observations';
import { meansOfColumns, variancesOfColumns } from './column-moments';
import { chooseRows, kMeans } from './k-means';

/**
 * Where fitting starts: `normal` draws means from N(0, I) with unit covariances (the papers' start), `kmeans` and
 * `kmeans++` take clusters or seeds, `rows` takes random rows as means, a mixture is taken as it is.
 */
export type Start = 'normal' | 'kmeans' | 'kmeans++' | 'rows' | Mixture;

/** The first mixture of a fit. */
export function startFrom(
  start: Start,
  key: Key,
  data: Observations,
  components: number,
  type: CovarianceType,
  regularisation: Regularisation,
): Components {
  if (typeof start !== 'string') return toComponents(start);
  const made = startByName(start, key, data, components);
  const own = type === 'full' || type === 'tied' ? toFullShape(made) : toDiagonalShape(made);
  return constrain(own, type, { ...regularisation, ridge: 0 });
}

function startByName(start: Exclude<Start, Mixture>, key: Key, data: Observations, components: number): Components {
  const { dimension } = data;
  switch (start) {
    case 'normal':
      return diagonal(
        components,
        dimension,
        normal(fold(key, 'means'), components * dimension),
        new Float64Array(dimension).fill(1),
      );
    case 'rows':
      return diagonal(components, dimension, chooseRows(fold(key, 'rows'), data, components), variancesOfColumns(data));
    case 'kmeans':
      return fromLabels(data, components, kMeans(fold(key, 'kmeans'), data, components).labels);
    case 'kmeans++':
      return fromLabels(data, components, kMeans(fold(key, 'kmeans'), data, components, { maxIterations: 0 }).labels);
  }
}

function diagonal(components: number, dimension: number, means: Float64Array, variances: Float64Array): Components {
  const covariances = new Float64Array(components * dimension);
  for (let k = 0; k < components; k++) covariances.set(variances, k * dimension);
  return {
    components,
    dimension,
    shape: 'diagonal',
    weights: new Float64Array(components).fill(1 / components),
    means,
    covariances,
  };
}

/**
 * One M step on hard labels. A gap counts as its cluster's mean with the column's variance, which keeps the covariance from
 * shrinking; a cluster without rows takes the whole data's mean and spread.
 */
function fromLabels(data: Observations, components: number, labels: Int32Array): Components {
  const { rows, dimension, weights } = data;
  const columnVariances = variancesOfColumns(data);
  const overall = meansOfColumns(data);
  const mass = new Float64Array(components);
  const means = new Float64Array(components * dimension);
  const known = new Float64Array(components * dimension);
  for (let n = 0; n < rows; n++) {
    const weight = weights === undefined ? 1 : weights[n];
    mass[labels[n]] += weight;
    for (let d = 0; d < dimension; d++) {
      const value = data.data[n * dimension + d];
      if (Number.isNaN(value)) continue;
      means[labels[n] * dimension + d] += weight * value;
      known[labels[n] * dimension + d] += weight;
    }
  }
  for (let i = 0; i < means.length; i++) means[i] = known[i] > 0 ? means[i] / known[i] : overall[i % dimension];
  const covariances = new Float64Array(components * dimension * dimension);
  const difference = new Float64Array(dimension);
  for (let n = 0; n < rows; n++) {
    const k = labels[n];
    const weight = weights === undefined ? 1 : weights[n];
    for (let d = 0; d < dimension; d++) {
      const value = data.data[n * dimension + d];
      difference[d] = Number.isNaN(value) ? 0 : value - means[k * dimension + d];
      if (Number.isNaN(value)) covariances[(k * dimension + d) * dimension + d] += weight * columnVariances[d];
    }
    for (let i = 0; i < dimension; i++)
      for (let j = 0; j < dimension; j++)
        covariances[(k * dimension + i) * dimension + j] += weight * difference[i] * difference[j];
  }
  for (let k = 0; k < components; k++)
    for (let i = 0; i < dimension * dimension; i++) {
      const at = k * dimension * dimension + i;
      if (mass[k] > 0) covariances[at] /= mass[k];
      else covariances[at] = i % (dimension + 1) === 0 ? columnVariances[i % dimension] : 0;
    }
  const total = mass.reduce((sum, value) => sum + value, 0);
  return { components, dimension, shape: 'full', weights: mass.map((value) => value / total), means, covariances };
}
