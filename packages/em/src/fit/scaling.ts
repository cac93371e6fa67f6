import { NumericalFailure, type Components } from '../expectation/components';
import type { CovarianceType } from '../maximization/constrain';
import { fromComponents, toComponents, type Mixture } from '../mixture/mixture';
import type { Observations } from '../observations/observations';
import { constantColumns, meansOfColumns, variancesOfColumns } from '../start/column-moments';

/** A change of units: scaled = (x - shift) / scale, per column. */
export interface Scaling {
  readonly shift: Float64Array;
  readonly scale: Float64Array;
}

/**
 * The scaling that brings every column to mean 0 and variance 1, over its known cells; a constant column keeps its unit.
 * Spherical covariances stay spherical only under one common scale, so they get one.
 *
 * @throws NumericalFailure for a column whose variance overflows
 */
export function standardScaling(data: Observations, type: CovarianceType): Scaling {
  return scalingOf(
    { means: meansOfColumns(data), variances: variancesOfColumns(data), constant: constantColumns(data) },
    type,
  );
}

/** What a scaling is made from: D numbers each, of the known cells. */
export interface ColumnMoments {
  readonly means: Float64Array;
  /** 1 for a column without spread. */
  readonly variances: Float64Array;
  /** 1 where all known cells are equal. */
  readonly constant: Uint8Array;
}

/**
 * The standard scaling of columns with these moments.
 *
 * @throws NumericalFailure for a column whose variance overflows
 */
export function scalingOf({ means, variances, constant }: ColumnMoments, type: CovarianceType): Scaling {
  const wide = variances.findIndex((variance) => !Number.isFinite(variance));
  if (wide >= 0)
    throw new NumericalFailure(
      `the variance of column ${wide} is too large for float64`,
      'divide the column by a constant, or remove what is not a measurement',
    );
  const common = meanSpread(variances, constant);
  return { shift: means, scale: variances.map((variance) => Math.sqrt(type === 'spherical' ? common : variance)) };
}

/** Mean variance of the columns that have any; the 1 that stands for a constant column would drown small units. */
function meanSpread(variances: Float64Array, constant: Uint8Array): number {
  const varying = variances.filter((_, d) => constant[d] === 0);
  return varying.length === 0 ? 1 : varying.reduce((sum, variance) => sum + variance, 0) / varying.length;
}

/** The same rows in the new units, in `room` where it is given; patterns and weights are shared. */
export function scaleData(
  data: Observations,
  { shift, scale }: Scaling,
  room: Float64Array = new Float64Array(data.data.length),
): Observations {
  const { dimension } = data;
  for (let i = 0; i < room.length; i++) room[i] = (data.data[i] - shift[i % dimension]) / scale[i % dimension];
  return { ...data, data: room };
}

/** A mixture of the data in the new units. */
export function scaleMixture(mixture: Mixture, { shift, scale }: Scaling): Mixture {
  const model = toComponents(mixture);
  return fromComponents(
    rescale(
      model,
      (mean, d) => (mean - shift[d]) / scale[d],
      (value, i, j) => value / (scale[i] * scale[j]),
    ),
    mixture.covarianceType,
  );
}

/** A model of the scaled data as one of the data themselves. */
export function unscale(model: Components, { shift, scale }: Scaling): Components {
  return rescale(
    model,
    (mean, d) => mean * scale[d] + shift[d],
    (value, i, j) => value * (scale[i] * scale[j]),
  );
}

/** Nats per row that log-densities of scaled rows lie above those of the rows themselves: sum of log scale over known cells. */
export function logDensityShift(data: Observations, { scale }: Scaling): number {
  let total = 0;
  for (const { observed, rows } of data.patterns) {
    const own = observed.reduce((sum, d) => sum + Math.log(scale[d]), 0);
    for (const row of rows) total += (data.weights === undefined ? 1 : data.weights[row]) * own;
  }
  return total / data.totalWeight;
}

function rescale(
  model: Components,
  mean: (value: number, d: number) => number,
  covariance: (value: number, i: number, j: number) => number,
): Components {
  const { dimension, shape } = model;
  return {
    ...model,
    means: model.means.map((value, i) => mean(value, i % dimension)),
    covariances: model.covariances.map((value, i) => {
      const column = i % dimension;
      return covariance(value, shape === 'full' ? Math.floor(i / dimension) % dimension : column, column);
    }),
  };
}
