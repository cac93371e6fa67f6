import { regularise, type Components, type Regularisation } from '@bcl/em';
import { multiply, transpose } from '@bcl/linalg';
import type { Clusters } from './k-means';

/** Rows that are multiplied at a time. */
const CHUNK = 1024;

/** The mixture of one M step on hard labels: each cluster's share, mean and floored covariance. */
export function mixtureOfClusters(
  data: Float64Array,
  { labels, means }: Pick<Clusters, 'labels' | 'means'>,
  components: number,
  regularisation: Regularisation,
): Components {
  const dimension = means.length / components;
  const size = dimension * dimension;
  const covariances = new Float64Array(components * size);
  const weights = new Float64Array(components);
  for (let k = 0; k < components; k++) {
    const rows = Array.from(labels.keys()).filter((n) => labels[n] === k);
    weights[k] = rows.length / labels.length;
    const own = covariances.subarray(k * size, (k + 1) * size);
    for (let from = 0; from < rows.length; from += CHUNK) {
      const some = rows.slice(from, from + CHUNK);
      const centred = new Float64Array(some.length * dimension);
      some.forEach((n, s) => {
        for (let d = 0; d < dimension; d++)
          centred[s * dimension + d] = data[n * dimension + d] - means[k * dimension + d];
      });
      const product = multiply(transpose(centred, some.length, dimension), centred, dimension, some.length, dimension);
      for (let i = 0; i < size; i++) own[i] += product[i] / rows.length;
    }
  }
  return regularise({ components, dimension, shape: 'full', weights, means, covariances }, 'full', regularisation);
}
