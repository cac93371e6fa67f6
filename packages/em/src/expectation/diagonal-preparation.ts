import type { Group } from '../observations/view';
import { singularCovariance, type Components } from './components';
import { LOG_TWO_PI } from './kernel';
import type { Prepared } from './prepare';

/** What a kernel for diagonal covariances computes from. */
export interface DiagonalInput {
  readonly kind: 'diagonal';
  readonly components: number;
  /** Number of known cells w. */
  readonly width: number;
  /** K x w. */
  readonly means: Float64Array;
  /** K x w: 1 / variance. */
  readonly precisions: Float64Array;
  /** K: log pi - (w/2) log 2 pi - (1/2) log|C|. */
  readonly constants: Float64Array;
}

/** Means, precisions and constants of the known cells. */
export function prepareDiagonal(model: Components, { observed, missing }: Group): Prepared {
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
    input: { kind: 'diagonal', components, width, means, precisions, constants },
    // A gap contributes its variance and nothing else.
    complete(statistics, { mass, first, second }) {
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
