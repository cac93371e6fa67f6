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
  const constant = constantColumns(data);
  const squares = meansOfColumns({
    ...data,
    data: data.data.map((value, i) => (value - means[i % data.dimension]) ** 2),
  });
  return squares.map((variance, d) => (variance > 0 && constant[d] === 0 ? variance : 1));
}

/**
 * D: 1 where all known cells of a column are equal. The mean of equal numbers may differ from them in its last digits, and
 * that difference must not pass for a spread: scaled by it, a constant column would look like any other.
 */
export function constantColumns({ data, dimension }: Observations): Uint8Array {
  const first = new Float64Array(dimension).fill(NaN);
  const constant = new Uint8Array(dimension).fill(1);
  for (let i = 0, d = 0; i < data.length; i++, d = d + 1 === dimension ? 0 : d + 1) {
    const value = data[i];
    if (Number.isNaN(value) || value === first[d]) continue;
    if (Number.isNaN(first[d])) first[d] = value;
    else constant[d] = 0;
  }
  return constant;
}
