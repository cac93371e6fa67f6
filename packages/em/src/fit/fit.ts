import { problem, type Problem } from '@bcl/errors';
import { fold, key as keyOf, type Key } from '@bcl/random';
import * as E from 'fp-ts/lib/Either.js';
import type * as TE from 'fp-ts/lib/TaskEither.js';
import { NumericalFailure, type Components } from '../expectation/components';
import { expectation } from '../expectation/expectation';
import type { MixtureProblem } from '../failure';
import { mixtureLearner } from '../learner/learner';
import { jointView } from '../learner/matching-step';
import { fromComponents, type Mixture } from '../mixture/mixture';
import { observe, selectRows, type Observations, type Table } from '../observations/observations';
import type { HistoryEntry, Strategy, StrategyStep } from '../strategies/strategy';
import { passWork, threadsFor } from '../threads/computing';
import { sharedNumbers } from '../threads/shared-memory';
import { drive, Interrupted } from './drive';
import { checkOptions, regularisationOf, strategyOf, type FitOptions } from './options';
import { logDensityShift, scaleData, scaleMixture, standardScaling, unscale, type Scaling } from './scaling';

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
 * Same table, options, seed and engine: the same bits, whatever the number of cores. Nothing is printed, no clock is read.
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
      return E.right(await new Fit(data, options).best());
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

/** A copy in the units of the scaling: the caller's array may change while the fit goes on. Where threads are to read it they can. */
function ownCopy(data: Observations, scaling: Scaling | undefined, components: number): Observations {
  const { rows, dimension, computing = { threads: 'auto' } } = data;
  const shared = threadsFor(computing, passWork(rows, components, dimension)) > 1;
  const room = shared ? sharedNumbers(data.data.length) : new Float64Array(data.data.length);
  if (scaling !== undefined) return scaleData(data, scaling, room);
  room.set(data.data);
  return { ...data, data: room };
}

class CancelledFit extends Error {
  constructor(readonly cancelled: Cancelled) {
    super(cancelled.message);
  }
}

/** One call of `fit`: the scaled data, the strategy, and the history as it grows. */
class Fit {
  private readonly type;
  private readonly scaling: Scaling | undefined;
  private readonly data: Observations;
  private readonly shift: number;
  private readonly strategy: Strategy;
  private readonly key: Key;
  private readonly history: HistoryEntry[] = [];
  private finished: Omit<Fitted, 'restarts' | 'history'> | undefined;

  constructor(
    original: Observations,
    private readonly options: FitOptions,
  ) {
    this.type = options.covarianceType ?? 'full';
    this.scaling = (options.scale ?? 'standard') === 'standard' ? standardScaling(original, this.type) : undefined;
    this.data = ownCopy(original, this.scaling, options.components);
    this.shift = this.scaling === undefined ? 0 : logDensityShift(original, this.scaling);
    this.strategy = strategyOf(options);
    this.key = typeof options.seed === 'object' ? options.seed : keyOf(options.seed ?? 0);
  }

  async best(): Promise<Fitted> {
    const restarts: number[] = [];
    let failure: NumericalFailure | undefined;
    for (let restart = 0; restart < (this.options.restarts ?? 1); restart++) {
      const fitted = await this.once(restart).catch((error: unknown) => {
        if (!(error instanceof NumericalFailure)) throw error;
        failure = error;
        return undefined;
      });
      restarts.push(fitted?.logLikelihood ?? -Infinity);
      if (fitted === undefined) continue;
      if (this.finished === undefined || fitted.logLikelihood > this.finished.logLikelihood) this.finished = fitted;
    }
    if (this.finished === undefined) throw failure ?? new RangeError('restarts must be at least 1');
    return { ...this.finished, restarts, history: this.history };
  }

  private async once(restart: number): Promise<Omit<Fitted, 'restarts' | 'history'>> {
    const { components } = this.options;
    const regularisation = regularisationOf(this.options);
    const learner = mixtureLearner({ components, covarianceType: this.type, start: this.start(), ...regularisation });
    const context = { data: this.data, components, covarianceType: this.type, regularisation, learner };
    const key = fold(fold(this.key, 'restart'), restart);
    let iterations = 0;
    let passes = 0;
    const outcome = await drive(this.strategy.fit(key, context), this.data, components, this.options.signal, (step) => {
      iterations++;
      passes += step.passes;
      this.report(restart, iterations, passes, step);
    }).catch((error: unknown) => {
      throw error instanceof Interrupted ? new CancelledFit(this.cancelled(error.last)) : error;
    });
    const logLikelihood =
      expectation(outcome.model, jointView(this.data)).logLikelihood / this.data.totalWeight - this.shift;
    return { model: this.mixture(outcome.model), logLikelihood, converged: outcome.converged, iterations };
  }

  private start(): FitOptions['start'] {
    const { start } = this.options;
    if (start === undefined) return this.strategy.name === 'joint' ? 'kmeans' : 'normal';
    return typeof start === 'object' && this.scaling !== undefined ? scaleMixture(start, this.scaling) : start;
  }

  private report(
    restart: number,
    iteration: number,
    passes: number,
    { phase, logLikelihood, matched, model }: StrategyStep,
  ): void {
    // The change of units is known for joint steps only; a rotated marginal's likelihood stays in scaled units.
    const shift = matched === this.data.dimension ? this.shift : 0;
    const entry = { restart, phase, iteration, logLikelihood: logLikelihood - shift, matched, passes };
    this.history.push(entry);
    this.options.onProgress?.({ ...entry, mixture: () => this.mixture(model) });
  }

  private mixture(model: Components): Mixture {
    return fromComponents(this.scaling === undefined ? model : unscale(model, this.scaling), this.type);
  }

  private cancelled(last: StrategyStep | undefined): Cancelled {
    const cancelled = problem('Cancelled', {
      what: 'the fit was cancelled',
      hint: 'start again from its `model` to go on',
    });
    // A restart that has just begun has less to show than one that came to its end.
    const model = this.finished?.model ?? (last === undefined ? undefined : this.mixture(last.best ?? last.model));
    return { ...cancelled, model };
  }
}
