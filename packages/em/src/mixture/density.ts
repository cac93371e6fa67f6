import { problem } from '@bcl/errors';
import type { Matrix } from '@bcl/linalg';
import * as E from 'fp-ts/lib/Either.js';
import { scoreRows } from '../expectation/expectation';
import { attempt, type MixtureProblem } from '../failure';
import { jointView } from '../learner/matching-step';
import { observe, type Observations, type Table } from '../observations/observations';
import { toComponents, type Mixture } from './mixture';
import type { ComputingOptions } from '../threads/computing';

/**
 * log p(x) of every row, in nats; gaps (NaN) are integrated out, so a row with gaps gets the density of its known cells.
 *
 * @param table - N rows of D cells
 * @returns N log-densities; `InvalidData` for a table of another width
 * @example
 * ```ts
 * import { orThrow } from '@bcl/errors';
 * import { logDensity, mixtureOf } from '@bcl/em';
 *
 * const standard = orThrow(mixtureOf({ weights: [1], means: [[0, 0]], covariances: [[[1, 0], [0, 1]]] }));
 * orThrow(logDensity(standard, [[0, 0]]))[0]; // => -1.8378770664093453
 * orThrow(logDensity(standard, [[0, NaN]]))[0]; // => -0.9189385332046727
 * ```
 */
export function logDensity(
  mixture: Mixture,
  table: Table,
  options: ComputingOptions = {},
): E.Either<MixtureProblem, Float64Array> {
  return withRows(
    mixture,
    table,
    (observations) => {
      const logDensities = new Float64Array(observations.rows);
      scoreRows(toComponents(mixture), jointView(observations), { logDensities });
      return logDensities;
    },
    options,
  );
}

/** Mean log-density of the rows, in nats per row: the score by which fits are compared. Errors as {@link logDensity}. */
export function meanLogDensity(
  mixture: Mixture,
  table: Table,
  options: ComputingOptions = {},
): E.Either<MixtureProblem, number> {
  return E.map((values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length)(
    logDensity(mixture, table, options),
  );
}

/**
 * p(component | known cells of the row) for every row: an N x K matrix whose rows sum to one. A row that is all gaps gets
 * the weights. Errors as {@link logDensity}.
 */
export function responsibilities(
  mixture: Mixture,
  table: Table,
  options: ComputingOptions = {},
): E.Either<MixtureProblem, Matrix> {
  return withRows(
    mixture,
    table,
    (observations) => {
      const data = new Float64Array(observations.rows * mixture.components);
      scoreRows(toComponents(mixture), jointView(observations), { responsibilities: data });
      return { rows: observations.rows, columns: mixture.components, data };
    },
    options,
  );
}

/** The most probable component of every row (the lowest index on a tie). Errors as {@link logDensity}. */
export function predict(
  mixture: Mixture,
  table: Table,
  options: ComputingOptions = {},
): E.Either<MixtureProblem, Int32Array> {
  return E.map((posterior: Matrix) =>
    Int32Array.from({ length: posterior.rows }, (_, n) => {
      let best = 0;
      for (let k = 1; k < posterior.columns; k++)
        if (posterior.data[n * posterior.columns + k] > posterior.data[n * posterior.columns + best]) best = k;
      return best;
    }),
  )(responsibilities(mixture, table, options));
}

/** Checks a table against a mixture and computes on it, failures as values. A column may be all gaps here. */
export function withRows<A>(
  mixture: Mixture,
  table: Table,
  compute: (observations: Observations) => A,
  options: ComputingOptions = {},
): E.Either<MixtureProblem, A> {
  const observed = observe(table, undefined, { ...options, emptyColumns: true });
  if (E.isLeft(observed)) return observed;
  if (observed.right.dimension !== mixture.dimension)
    return E.left(
      problem('InvalidData', {
        what: `the table has ${observed.right.dimension} columns, the mixture ${mixture.dimension}`,
        hint: 'give the columns the mixture was fitted on, in the same order',
      }),
    );
  return attempt(() => compute(observed.right));
}
