import { fold, type Key } from '@bcl/random';
import type { Components } from '../expectation/components';
import { expectation } from '../expectation/expectation';
import { mixtureLearner } from '../learner/learner';
import { jointView } from '../learner/matching-step';
import type { CovarianceType, Regularisation } from '../maximization/constrain';
import type { Observations } from '../observations/observations';
import type { Start } from '../start/start';
import type { Strategy, StrategyStep } from '../strategies/strategy';

/** All that the restarts of a fit have in common. */
export interface RestartPlan {
  /** In the units in which the fit computes. */
  readonly data: Observations;
  readonly components: number;
  readonly covarianceType: CovarianceType;
  readonly regularisation: Regularisation;
  readonly start: Start;
  readonly strategy: Strategy;
  readonly key: Key;
}

/** Where a restart ends. */
export interface RestartEnd {
  readonly model: Components;
  readonly converged: boolean;
  /** Mean log-density per unit of row weight, in the units of the plan's data. */
  readonly logLikelihood: number;
}

/** One fit from the keys of its own, step by step. It depends on the plan and the number of the restart alone. */
export function* restartSteps(plan: RestartPlan, restart: number): Generator<StrategyStep, RestartEnd, void> {
  const { data, components, covarianceType, regularisation, start, strategy, key } = plan;
  const learner = mixtureLearner({ components, covarianceType, start, ...regularisation });
  const context = { data, components, covarianceType, regularisation, learner };
  const { model, converged } = yield* strategy.fit(fold(fold(key, 'restart'), restart), context);
  const logLikelihood = expectation(model, jointView(data)).logLikelihood / data.totalWeight;
  return { model, converged, logLikelihood };
}
