import { problem } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';
import type * as TE from 'fp-ts/lib/TaskEither.js';
import { expectation } from '../expectation/expectation';
import { attempt, invalidOption } from '../failure';
import { fit, type FitProblem } from '../fit/fit';
import { regularisationOf, type FitOptions } from '../fit/options';
import { jointView } from '../learner/matching-step';
import { constrain } from '../maximization/constrain';
import { maximize } from '../maximization/maximize';
import { fromComponents, toComponents, type Mixture } from '../mixture/mixture';
import { observe, type Table } from '../observations/observations';
import { combine, recentre, type Statistics } from '../statistics/statistics';

/** What stepwise fitting can be told, beside what `fit` takes for the first batch. */
export interface StepwiseOptions extends Omit<FitOptions, 'weights' | 'onProgress' | 'scale'> {
  /** Decay kappa of the step size (t + 2)^-kappa, in (0.5, 1]; 0.7. Larger forgets old batches more slowly. */
  readonly decay?: number;
  /** Called after every batch; a promise is waited for. */
  readonly onBatch?: (report: StepwiseReport) => unknown;
  /** Goes on after the batches that this report, of a fit with the same options, has seen: give the batches after them. */
  readonly resume?: StepwiseReport;
}

/** What is known after a batch. */
export interface StepwiseReport {
  /** Batches seen so far, from 1. */
  readonly batch: number;
  /** Rows seen so far. */
  readonly rows: number;
  /** Mean log-density per row of this batch, before it was learned from; of the first batch after fitting it. */
  readonly logLikelihood: number;
  readonly model: Mixture;
  /** The running statistics, per unit of weight: with the rest of the report all that the next batch needs. */
  readonly statistics: Statistics;
}

/**
 * Stepwise EM (Cappé and Moulines 2009) over batches that need not fit in memory together: the first batch is fitted with
 * `fit`, every later one moves running statistics by a step of (t + 2)^-kappa towards its own. One pass, memory of one batch.
 *
 * Batches should be alike: shuffle sorted files first, and make the first batch large enough to show every cluster.
 * Cells may be missing. Columns are not rescaled, since their spread is not known beforehand: the floor is in the data's units.
 *
 * @param batches - tables of equal width, as an (async) iterable; `rowFile(…).batches(rows)` of @bcl/datasets begins where `resume` ended
 * @returns the last report; problems name the batch they came from
 * @example
 * ```ts
 * import { fitStepwise, runOrThrow } from '@bcl/em';
 *
 * const { rows, model } = await runOrThrow(fitStepwise([[[0], [2]], [[0], [2]]], { components: 1 }));
 * rows; // => 4
 * model.means; // => [1]
 * ```
 */
export function fitStepwise(
  batches: AsyncIterable<Table> | Iterable<Table>,
  options: StepwiseOptions,
): TE.TaskEither<FitProblem, StepwiseReport> {
  const { decay = 0.7 } = options;
  return async () => {
    if (!(decay > 0.5 && decay <= 1)) return invalidOption(`decay is ${decay}`, 'give a number above 0.5 and up to 1');
    let report = options.resume;
    for await (const table of batches) {
      const index: number = report?.batch ?? 0;
      const outcome: Outcome =
        report === undefined
          ? await firstBatch(table, options)
          : nextBatch(table, report, options, (index + 2) ** -decay);
      if (E.isLeft(outcome)) return E.left({ ...outcome.left, message: `batch ${index + 1}: ${outcome.left.message}` });
      report = outcome.right;
      await options.onBatch?.(report);
      if (options.signal?.aborted === true)
        return E.left({
          ...problem('Cancelled', {
            what: `the fit was cancelled after batch ${index + 1}`,
            hint: 'its `model` is the mixture so far',
          }),
          model: report.model,
        });
    }
    if (report === undefined)
      return E.left(problem('InvalidData', { what: 'there are no batches', hint: 'give at least one table' }));
    return E.right(report);
  };
}

type Outcome = E.Either<FitProblem, StepwiseReport>;

async function firstBatch(table: Table, options: StepwiseOptions): Promise<Outcome> {
  const fitted = await fit(table, { ...options, scale: 'none' })();
  if (E.isLeft(fitted)) return fitted;
  const { threads, engine } = options;
  const data = observe(table, undefined, { threads, engine });
  if (E.isLeft(data)) return data;
  const { model, logLikelihood } = fitted.right;
  return E.map((statistics: Statistics) => ({ batch: 1, rows: data.right.rows, logLikelihood, model, statistics }))(
    attempt(() => perRow(expectation(toComponents(model), jointView(data.right)))),
  );
}

function nextBatch(table: Table, last: StepwiseReport, options: StepwiseOptions, step: number): Outcome {
  const { threads, engine } = options;
  const data = observe(table, undefined, { emptyColumns: true, threads, engine });
  if (E.isLeft(data)) return data;
  const { dimension, covarianceType } = last.model;
  if (data.right.dimension !== dimension)
    return E.left(
      problem('InvalidData', {
        what: `the table has ${data.right.dimension} columns, the batches before it ${dimension}`,
        hint: 'give batches of equal width',
      }),
    );
  return attempt(() => {
    const model = toComponents(last.model);
    const own = perRow(expectation(model, jointView(data.right)));
    const statistics = combine(recentre(last.statistics, own.centres), own, 1 - step, step);
    const updated = maximize(statistics, model, { smoothing: 0, massGuard: 0 });
    const { floor, ridge } = regularisationOf(options);
    const next = fromComponents(constrain(updated, covarianceType, { floor, ridge }), covarianceType);
    return {
      batch: last.batch + 1,
      rows: last.rows + data.right.rows,
      logLikelihood: own.logLikelihood,
      model: next,
      statistics,
    };
  });
}

/** Statistics per unit of weight, so that batches of different size mix by their step size alone. */
function perRow(statistics: Statistics): Statistics {
  const scale = 1 / statistics.totalWeight;
  return {
    ...statistics,
    logLikelihood: statistics.logLikelihood * scale,
    totalWeight: 1,
    mass: statistics.mass.map((value) => value * scale),
    first: statistics.first.map((value) => value * scale),
    second: statistics.second.map((value) => value * scale),
  };
}
