import type { Problem } from '@bcl/errors';
import type * as E from 'fp-ts/lib/Either.js';
import { covarianceLength } from '../mixture/mixture';
import { readState, storeState, type StoredState } from '../streaming/stored-state';
import type { StepwiseReport } from './fit-stepwise';

const FORMAT = 'bcl-stepwise-report';

/** What a stepwise fit has come to, as a value for `JSON.stringify`; read back, `resume` goes on from it to the same bits. */
export function stepwiseReportToJSON({ batch, rows, logLikelihood, model, statistics }: StepwiseReport): StoredState {
  const { covarianceType, components, dimension, weights, means, covariances } = model;
  const { centres, mass, first, second } = statistics;
  return storeState({
    format: FORMAT,
    phase: 'batches',
    covarianceType,
    sizes: { batch, rows, components, dimension },
    flags: {},
    arrays: {
      scalars: Float64Array.of(logLikelihood, statistics.logLikelihood, statistics.totalWeight),
      weights,
      means,
      covariances,
      centres,
      mass,
      first,
      second,
    },
  });
}

/** A report from parsed JSON, checked: format, version, sizes and lengths. `InvalidStateFile` says what is wrong. */
export const stepwiseReportFromJSON = (value: unknown): E.Either<Problem<'InvalidStateFile'>, StepwiseReport> =>
  readState(value, FORMAT, (reader) => {
    const components = reader.size('components', 1);
    const dimension = reader.size('dimension', 1);
    const covarianceType = reader.covarianceType();
    const shape = covarianceType === 'full' || covarianceType === 'tied' ? 'full' : 'diagonal';
    const [logLikelihood, own, totalWeight] = reader.numbers('scalars', 3);
    return {
      batch: reader.size('batch', 1),
      rows: reader.size('rows', 1),
      logLikelihood,
      model: {
        covarianceType,
        components,
        dimension,
        weights: reader.numbers('weights', components),
        means: reader.numbers('means', components * dimension),
        covariances: reader.numbers('covariances', covarianceLength(covarianceType, components, dimension)),
      },
      statistics: {
        components,
        dimension,
        shape,
        centres: reader.numbers('centres', components * dimension),
        logLikelihood: own,
        totalWeight,
        mass: reader.numbers('mass', components),
        first: reader.numbers('first', components * dimension),
        second: reader.numbers('second', components * dimension * (shape === 'full' ? dimension : 1)),
      },
    };
  });
