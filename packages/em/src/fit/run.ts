import { problem } from '@bcl/errors';
import { key as keyOf } from '@bcl/random';
import { NumericalFailure, type Components } from '../expectation/components';
import { fromComponents, type Mixture } from '../mixture/mixture';
import type { Observations } from '../observations/observations';
import type { HistoryEntry } from '../strategies/strategy';
import { callCrew, type RestartCrew } from '../threads/restart-crew';
import type { ToldStep } from '../threads/restart-messages';
import { drive, Interrupted } from './drive';
import type { Cancelled, Fitted } from './fit';
import { regularisationOf, strategyOf, type FitOptions } from './options';
import { ownCopy } from './own-copy';
import { restartSteps, type RestartEnd, type RestartPlan } from './restart';
import { logDensityShift, scaleMixture, standardScaling, unscale, type Scaling } from './scaling';

/** Raised where the signal ends a fit. */
export class CancelledFit extends Error {
  constructor(readonly cancelled: Cancelled) {
    super(cancelled.message);
  }
}

/** What is known of one restart. */
interface Restart {
  readonly history: HistoryEntry[];
  passes: number;
  /** The model as it stands. */
  last: Components | undefined;
  end: RestartEnd | NumericalFailure | undefined;
}

/** One call of `fit`: the scaled data, the strategy, and what is known of each restart as it grows. */
export class FitRun {
  private readonly scaling: Scaling | undefined;
  private readonly shift: number;
  private readonly plan: RestartPlan;
  private readonly restarts: Restart[];

  constructor(
    original: Observations,
    private readonly options: FitOptions,
  ) {
    const { components, covarianceType = 'full', seed = 0, restarts = 1, scale = 'standard' } = options;
    this.scaling = scale === 'standard' ? standardScaling(original, covarianceType) : undefined;
    this.shift = this.scaling === undefined ? 0 : logDensityShift(original, this.scaling);
    const strategy = strategyOf(options);
    const { start = strategy.name === 'joint' ? 'kmeans' : 'normal' } = options;
    this.plan = {
      data: ownCopy(original, this.scaling, components),
      components,
      covarianceType,
      regularisation: regularisationOf(options),
      start: typeof start === 'object' && this.scaling !== undefined ? scaleMixture(start, this.scaling) : start,
      strategy,
      key: typeof seed === 'object' ? seed : keyOf(seed),
    };
    this.restarts = Array.from({ length: restarts }, unknownYet);
  }

  /** Does all restarts and returns the best. @throws CancelledFit, or NumericalFailure when all restarts fail */
  async best(): Promise<Fitted> {
    await this.all();
    const ends = this.restarts.map(({ end }) => (end instanceof NumericalFailure ? undefined : end));
    const best = bestOf(ends);
    if (best === undefined) throw this.restarts[this.restarts.length - 1].end as NumericalFailure;
    const { model, logLikelihood, converged } = ends[best] as RestartEnd;
    return {
      model: this.mixture(model),
      logLikelihood: logLikelihood - this.shift,
      converged,
      iterations: this.restarts[best].history.length,
      restarts: ends.map((end) => (end === undefined ? -Infinity : end.logLikelihood - this.shift)),
      history: this.restarts.flatMap(({ history }) => history),
    };
  }

  private async all(): Promise<void> {
    const { signal, onProgress } = this.options;
    const count = this.restarts.length;
    const crew = callCrew(this.plan, count, signal, onProgress !== undefined, {
      step: (restart, step) => this.report(restart, step),
      ended: (restart, end) => (this.restarts[restart].end = end),
      failed: (restart, failure) => (this.restarts[restart].end = failure),
      stopped: (restart, last) => (this.restarts[restart].last ??= last),
    });
    try {
      if (crew !== undefined) await this.beside(crew);
      // Doing a restart again would forget where it was stopped.
      if (signal?.aborted === true && this.restarts.some(({ end, last }) => end === undefined && last !== undefined))
        throw new Interrupted(undefined);
      // Without a crew that is all of them; with one, what a thread could not do.
      for (let restart = 0; restart < count; restart++)
        if (this.restarts[restart].end === undefined) await this.once(restart, this.plan);
    } catch (error) {
      await crew?.stop();
      throw error instanceof Interrupted ? new CancelledFit(this.cancelled()) : error;
    }
  }

  /** Takes restarts as the threads of the crew do; passes are not shared, since the others are at work. */
  private async beside(crew: RestartCrew): Promise<void> {
    const { data } = this.plan;
    const plan = {
      ...this.plan,
      data: { ...data, computing: { engine: 'auto' as const, ...data.computing, threads: 1 } },
    };
    for (let restart = crew.take(); restart !== undefined; restart = crew.take()) await this.once(restart, plan);
    await crew.over();
  }

  private async once(restart: number, plan: RestartPlan): Promise<void> {
    this.restarts[restart] = unknownYet();
    const record = this.restarts[restart];
    try {
      record.end = await drive(restartSteps(plan, restart), plan.data, plan.components, this.options.signal, (step) =>
        this.report(restart, step),
      );
    } catch (error) {
      if (!(error instanceof NumericalFailure)) throw error;
      record.end = error;
    }
  }

  private report(restart: number, { phase, logLikelihood, matched, passes, model, best }: ToldStep): void {
    const record = this.restarts[restart];
    record.passes += passes;
    record.last = best ?? model;
    const entry = {
      restart,
      phase,
      iteration: record.history.length + 1,
      // The change of units is known for joint steps only; a rotated marginal's likelihood stays in scaled units.
      logLikelihood: logLikelihood - (matched === this.plan.data.dimension ? this.shift : 0),
      matched,
      passes: record.passes,
    };
    record.history.push(entry);
    if (model !== undefined) this.options.onProgress?.({ ...entry, mixture: () => this.mixture(model) });
  }

  private mixture(model: Components): Mixture {
    return fromComponents(this.scaling === undefined ? model : unscale(model, this.scaling), this.plan.covarianceType);
  }

  private cancelled(): Cancelled {
    const cancelled = problem('Cancelled', {
      what: 'the fit was cancelled',
      hint: 'start again from its `model` to go on',
    });
    const ends = this.restarts.map(({ end }) => (end instanceof NumericalFailure ? undefined : end));
    const best = bestOf(ends);
    // A restart that has just begun has less to show than one that came to its end.
    const model =
      best === undefined
        ? this.restarts.find(({ last }) => last !== undefined)?.last
        : (ends[best] as RestartEnd).model;
    return { ...cancelled, model: model && this.mixture(model) };
  }
}

const unknownYet = (): Restart => ({ history: [], passes: 0, last: undefined, end: undefined });

/** The end with the highest likelihood, the first of equal ones; undefined without any. */
function bestOf(ends: readonly (RestartEnd | undefined)[]): number | undefined {
  let best: number | undefined;
  let highest = -Infinity;
  ends.forEach((end, restart) => {
    if (end === undefined || !(best === undefined || end.logLikelihood > highest)) return;
    best = restart;
    highest = end.logLikelihood;
  });
  return best;
}
