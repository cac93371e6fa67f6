import type { Learner } from '@bcl/matching';
import type { Key } from '@bcl/random';
import type { Components } from '../expectation/components';
import type { MixtureState } from '../learner/learner';
import type { MaximumLikelihood, StepInfo } from '../learner/matching-step';
import type { CovarianceType, Regularisation } from '../maximization/constrain';
import type { Mixture } from '../mixture/mixture';
import type { Observations } from '../observations/observations';

/** What a strategy works with. */
export interface StrategyContext {
  readonly data: Observations;
  readonly components: number;
  readonly covarianceType: CovarianceType;
  readonly regularisation: Regularisation;
  readonly learner: Learner<MixtureState, Observations, StepInfo, MaximumLikelihood>;
}

/** One line of a fit's history. */
export interface HistoryEntry {
  /** Which restart, from 0. */
  readonly restart: number;
  /** What the strategy was doing, e.g. `em`, `explore`, `relocate`, `polish`. */
  readonly phase: string;
  /** Steps done so far in this restart, from 1. */
  readonly iteration: number;
  /** Mean log-density per row before the step, in nats: of the matched coordinates when `matched` is less than all. */
  readonly logLikelihood: number;
  /** Number of coordinates the step was matched on: D for a joint one. */
  readonly matched: number;
  /** EM steps over the data so far in this restart: a matching of several inner steps counts as that many. */
  readonly passes: number;
}

/** A history entry with the model as it stands, for callers that want to watch. */
export interface Progress extends HistoryEntry {
  /** The mixture after the step. */
  readonly mixture: () => Mixture;
}

/** One step of a strategy as it reports it; the driver adds the rest. */
export interface StrategyStep {
  readonly phase: string;
  readonly logLikelihood: number;
  readonly matched: number;
  /** EM steps over the data that this step took. */
  readonly passes: number;
  readonly model: Components;
  /** The best model so far, where the step belongs to a trial that may be dropped: what a cancelled fit hands over. */
  readonly best?: Components;
}

/** Where a strategy ends. */
export interface Outcome {
  readonly model: Components;
  /** False when an iteration limit ended it. */
  readonly converged: boolean;
}

/**
 * How a mixture is fitted: a generator that takes steps with the learner and yields after each, so that the caller can
 * watch, cancel and keep the event loop alive. Deterministic given the key.
 */
export interface Strategy {
  readonly name: string;
  /** The eigenvalue floor that belongs to the strategy's settings; used when `fit` is given none. */
  readonly floor?: number;
  fit(key: Key, context: StrategyContext): Generator<StrategyStep, Outcome, void>;
}
