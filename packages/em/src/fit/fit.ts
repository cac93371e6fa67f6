import { problem, type Problem } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';
import type * as TE from 'fp-ts/lib/TaskEither.js';
import { NumericalFailure } from '../expectation/components';
import type { MixtureProblem } from '../failure';
import type { Mixture } from '../mixture/mixture';
import { observe, selectRows, type Observations, type Table } from '../observations/observations';
import type { HistoryEntry } from '../strategies/strategy';
import { checkOptions, type FitOptions } from './options';
import { CancelledFit, FitRun } from './run';

/** A fitted mixture and how it came about. */
export interface Fitted {
  readonly model: Mixture;
  /** Mean log-density per unit of row weight of the training data under the model, in nats. */
  readonly logLikelihood: number;
  /** False when an iteration limit ended the best restart. */
  readonly converged: boolean;
  /** Steps of the best restart. */
  readonly iterations: number;
  /** Training log-likelihood that each restart ended with; -Infinity for one that failed numerically. */
  readonly restarts: readonly number[];
  /**
   * Every step of every restart. Log-likelihoods of joint steps are those of the data as given; those of marginal steps are in
   * scaled units, unless `scale` is `none`.
   */
  readonly history: readonly HistoryEntry[];
}

/** A fit that was cancelled; the best finished restart, or else the model as it stood, to look at or to start from again. */
export interface Cancelled extends Problem<'Cancelled'> {
  readonly model: Mixture | undefined;
}

/** What may go wrong with a fit. */
export type FitProblem = MixtureProblem | Cancelled;

/**
 * Fits a Gaussian mixture to a table; missing cells (NaN) are integrated out exactly.
 *
 * Same table, options, seed and engine: the same bits, whatever the number of threads. Nothing is printed, no clock is read.
 *
 * @param table - N rows of D cells: rows of numbers, a flat array with its shape, or a data set
 * @returns a task of the fit; `InvalidData`, `InvalidOption`, `NumericalFailure` or `Cancelled` on the left
 * @example
 * ```ts
 * import { fit, runOrThrow } from '@bcl/em';
 *
 * const { model } = await runOrThrow(fit([[0], [0.2], [NaN], [5], [5.2]], { components: 1 }));
 * model.means; // => [2.6]
 * ```
 */
export function fit(table: Table, options: FitOptions): TE.TaskEither<FitProblem, Fitted> {
  return async () => {
    const { threads, engine } = options;
    const observed = observe(table, options.weights, { threads, engine });
    if (E.isLeft(observed)) return observed;
    const data = prepareWeights(observed.right);
    const checked = checkOptions(options, data);
    if (E.isLeft(checked)) return checked;
    try {
      return E.right(await new FitRun(data, options).best());
    } catch (error) {
      if (error instanceof NumericalFailure)
        return E.left(problem('NumericalFailure', { what: error.what, hint: error.hint }));
      if (error instanceof CancelledFit) return E.left(error.cancelled);
      throw error;
    }
  };
}

/**
 * Rows of weight zero are left out, so that no start picks one and no outlier among them is ever looked at. The other
 * weights are brought to a mean of one: relocation asks how many rows a component owns, which must not depend on their unit.
 */
function prepareWeights(data: Observations): Observations {
  const { weights, totalWeight } = data;
  if (weights === undefined) return data;
  const rows = Array.from(weights.keys()).filter((row) => weights[row] > 0);
  const unit = rows.length / totalWeight;
  return selectRows(
    data,
    rows,
    Float64Array.from(rows, (row) => weights[row] * unit),
  );
}
