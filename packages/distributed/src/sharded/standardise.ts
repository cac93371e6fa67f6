import type { CovarianceType, Mixture } from '@bcl/em';
import type { Moments } from '../task/moments';

/** How cells become the numbers that are fitted: (value - shift) / scale, D of each. */
export type Scaling = { readonly shift: Float64Array; readonly scale: Float64Array };

/**
 * What `fit` of @bcl/em does with `scale: 'standard'`, from the moments alone: every column to mean 0 and variance 1 over its known
 * cells; a constant column keeps its unit; spherical covariances get one common scale.
 */
export function standardScaling(
  { columns, known, means, squares, least, most }: Moments,
  type: CovarianceType,
): Scaling {
  const varying = (d: number): boolean => most[d] > least[d] && squares[d] > 0;
  const variances = Float64Array.from({ length: columns }, (_, d) => (varying(d) ? squares[d] / known[d] : 1));
  const spread = variances.filter((_, d) => varying(d));
  const common = spread.length === 0 ? 1 : spread.reduce((sum, variance) => sum + variance, 0) / spread.length;
  return { shift: means, scale: variances.map((variance) => Math.sqrt(type === 'spherical' ? common : variance)) };
}

/** The scaling that changes nothing. */
export const noScaling = (columns: number): Scaling => ({
  shift: new Float64Array(columns),
  scale: new Float64Array(columns).fill(1),
});

/** Nats per row by which log-densities of scaled rows lie above those of the rows themselves. */
export function logDensityShift({ rows, known }: Moments, { scale }: Scaling): number {
  return known.reduce((sum, count, d) => sum + count * Math.log(scale[d]), 0) / rows;
}

/** A mixture of the data as one of the scaled data. */
export const scaleMixture = (mixture: Mixture, { shift, scale }: Scaling): Mixture =>
  rescale(
    mixture,
    (mean, d) => (mean - shift[d]) / scale[d],
    (value, i, j) => value / (scale[i] * scale[j]),
  );

/** And back. */
export const unscaleMixture = (mixture: Mixture, { shift, scale }: Scaling): Mixture =>
  rescale(
    mixture,
    (mean, d) => mean * scale[d] + shift[d],
    (value, i, j) => value * (scale[i] * scale[j]),
  );

function rescale(
  mixture: Mixture,
  mean: (value: number, d: number) => number,
  covariance: (value: number, i: number, j: number) => number,
): Mixture {
  const { dimension, covarianceType } = mixture;
  const at = (index: number): readonly [number, number] => {
    // Spherical: one variance a component, under a scale that is the same for all columns.
    if (covarianceType === 'spherical') return [0, 0];
    const column = index % dimension;
    return [covarianceType === 'diagonal' ? column : Math.floor(index / dimension) % dimension, column];
  };
  return {
    ...mixture,
    means: mixture.means.map((value, i) => mean(value, i % dimension)),
    covariances: mixture.covariances.map((value, index) => covariance(value, ...at(index))),
  };
}
