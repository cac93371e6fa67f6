import type { Group } from '../observations/view';
import type { Statistics } from '../statistics/statistics';
import { singularCovariance, type Components } from './components';
import { LOG_TWO_PI } from './kernel';

/** What a kernel for diagonal covariances computes from, and where its sums go in the end. */
export interface DiagonalPreparation {
  /** K x |observed|. */
  readonly means: Float64Array;
  /** K x |observed|: 1 / variance. */
  readonly precisions: Float64Array;
  /** K: log pi - (d/2) log 2 pi - (1/2) log|C|. */
  readonly constants: Float64Array;
  /** Adds sums over the known cells to the statistics. A gap contributes its variance and nothing else. */
  readonly finish: (statistics: Statistics, mass: Float64Array, first: Float64Array, second: Float64Array) => void;
}

/** Means, precisions and constants of the known cells. */
export function prepareDiagonal(model: Components, { observed, missing }: Group): DiagonalPreparation {
  const { components, dimension } = model;
  const width = observed.length;
  const means = new Float64Array(components * width);
  const precisions = new Float64Array(components * width);
  const constants = new Float64Array(components);
  for (let k = 0; k < components; k++) {
    let logDeterminant = 0;
    observed.forEach((d, j) => {
      const variance = model.covariances[k * dimension + d];
      if (!(variance > 0)) throw singularCovariance(k);
      means[k * width + j] = model.means[k * dimension + d];
      precisions[k * width + j] = 1 / variance;
      logDeterminant += Math.log(variance);
    });
    constants[k] = Math.log(model.weights[k]) - 0.5 * (width * LOG_TWO_PI + logDeterminant);
  }
  return {
    means,
    precisions,
    constants,
    finish(statistics, mass, first, second) {
      for (let k = 0; k < components; k++) {
        statistics.mass[k] += mass[k];
        observed.forEach((d, j) => {
          statistics.first[k * dimension + d] += first[k * width + j];
          statistics.second[k * dimension + d] += second[k * width + j];
        });
        for (const d of missing) statistics.second[k * dimension + d] += mass[k] * model.covariances[k * dimension + d];
      }
    },
  };
}
