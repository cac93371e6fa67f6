import { cholesky, type Matrix } from '@bcl/linalg';
import { categorical, fold, normal, type Key } from '@bcl/random';
import { singularCovariance } from '../expectation/components';
import { covarianceOf, type Mixture } from './mixture';

/** Draws from a mixture, with the component each came from. */
export interface Sample {
  readonly points: Matrix;
  readonly labels: Int32Array;
}

/**
 * Independent draws from the mixture: equal keys give equal draws on every machine.
 *
 * @param count - how many, at least 0
 * @example
 * ```ts
 * import { orThrow } from '@bcl/errors';
 * import { mixtureOf, sample } from '@bcl/em';
 * import { key } from '@bcl/random';
 *
 * const point = orThrow(mixtureOf({ means: [[3, 4]], covariances: [1e-12], covarianceType: 'spherical' }));
 * sample(point, key(1), 2).points.rows; // => 2
 * ```
 */
export function sample(mixture: Mixture, key: Key, count: number): Sample {
  const { components, dimension } = mixture;
  const labels = categorical(fold(key, 'component'), count, mixture.weights);
  const noise = normal(fold(key, 'noise'), count * dimension);
  const factors = Array.from({ length: components }, (_, k) => {
    const factor = cholesky(covarianceOf(mixture, k), dimension);
    if (factor === undefined) throw singularCovariance(k);
    return factor;
  });
  const data = new Float64Array(count * dimension);
  for (let n = 0; n < count; n++) {
    const factor = factors[labels[n]];
    for (let i = 0; i < dimension; i++) {
      let value = mixture.means[labels[n] * dimension + i];
      for (let j = 0; j <= i; j++) value += factor[i * dimension + j] * noise[n * dimension + j];
      data[n * dimension + i] = value;
    }
  }
  return { points: { rows: count, columns: dimension, data }, labels };
}
