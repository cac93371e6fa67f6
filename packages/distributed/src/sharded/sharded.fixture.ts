import { sampleMixture } from '@bcl/datasets';
import { mixtureOf, orThrow, type CovarianceType, type Mixture } from '@bcl/em';
import { bernoulli, fold, key, normal } from '@bcl/random';
import { bytesOf, type Folder } from '../shards/shards.fixture';
import type { ShardReference } from '../shards/reference';

export const covarianceTypes: readonly CovarianceType[] = ['full', 'tied', 'diagonal', 'spherical'];

/** Rows of three clusters in three columns of different units, a share of them missing. */
export function rowsWithGaps(
  seed: number,
  rows: number,
  gaps: number,
): { shape: [number, number]; data: Float64Array } {
  const truth = {
    weights: Float64Array.of(0.5, 0.3, 0.2),
    means: Float64Array.of(0, 0, 0, 4, 0, -3, -4, 5, 2),
    covariances: Float64Array.from([1, 0.5, 2].flatMap((v) => [v, 0.3 * v, 0, 0.3 * v, v, 0, 0, 0, v])),
  };
  const { features } = sampleMixture(key(seed), rows, truth);
  const units = [1, 100, 0.01];
  const missing = bernoulli(fold(key(seed), 'gaps'), rows * 3, gaps);
  return { shape: [rows, 3], data: features.data.map((value, i) => (missing[i] ? NaN : value * units[i % 3] + 7)) };
}

/** The same rows as shards: files of uneven sizes. */
export function inShards(folder: Folder, name: string, data: Float64Array, sizes: readonly number[]): ShardReference[] {
  let from = 0;
  return sizes.map((size, index) => {
    const url = folder.write(`${name}-${index}.f64`, bytesOf(data.slice(3 * from, 3 * (from + size))));
    from += size;
    return { url, type: 'float64', columns: 3 };
  });
}

/** A mixture to start from, of any type, in the units of those rows. */
export function startOfType(covarianceType: CovarianceType, seed: number): Mixture {
  const units = [1, 100, 0.01];
  const means = [0, 1, 2].map((k) => Array.from(normal(fold(key(seed), k), 3), (z, d) => 7 + 3 * z * units[d]));
  const square = units.flatMap((u, i) => units.map((_, j) => (i === j ? 9 * u * u : 0)));
  const covariances = {
    full: [square, square, square],
    tied: square,
    diagonal: [0, 1, 2].map(() => units.map((u) => 9 * u * u)),
    spherical: [900, 900, 900],
  }[covarianceType];
  return orThrow(mixtureOf({ covarianceType, means, covariances, weights: [0.2, 0.3, 0.5] }));
}

/** Largest difference of two mixtures, each number measured against the largest of its kind. */
export function relativeDifference(a: Mixture, b: Mixture): number {
  const apart = (x: Float64Array, y: Float64Array): number => {
    const size = y.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    return x.reduce((most, value, i) => Math.max(most, Math.abs(value - y[i]) / size), 0);
  };
  return Math.max(apart(a.weights, b.weights), apart(a.means, b.means), apart(a.covariances, b.covariances));
}
