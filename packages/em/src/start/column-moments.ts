import type { Observations } from '../observations/observations';

/** D weighted means of the known cells. */
export function meansOfColumns({ data, dimension, rows, weights }: Observations): Float64Array {
  const sums = new Float64Array(dimension);
  const counts = new Float64Array(dimension);
  for (let n = 0; n < rows; n++)
    for (let d = 0; d < dimension; d++) {
      const value = data[n * dimension + d];
      if (Number.isNaN(value)) continue;
      const weight = weights === undefined ? 1 : weights[n];
      sums[d] += weight * value;
      counts[d] += weight;
    }
  return sums.map((sum, d) => (counts[d] > 0 ? sum / counts[d] : 0));
}

/** D variances of the known cells; 1 for a column without spread, so that a start is never singular. */
export function variancesOfColumns(data: Observations): Float64Array {
  const means = meansOfColumns(data);
  const squares = meansOfColumns({
    ...data,
    data: data.data.map((value, i) => (value - means[i % data.dimension]) ** 2),
  });
  return squares.map((variance) => (variance > 0 ? variance : 1));
}
