import type { Learner } from '@bcl/matching';
import { fold } from '@bcl/random';
import type { Components } from '../expectation/components';
import type { CovarianceType, Regularisation } from '../maximization/constrain';
import type { Observations } from '../observations/observations';
import { startFrom, type Start } from '../start/start';
import { matchingStep, type MaximumLikelihood, type StepInfo } from './matching-step';

/** All that the next step of a mixture needs. */
export interface MixtureState {
  readonly model: Components;
}

/** What stays the same over a mixture's steps. */
export interface MixtureLearnerOptions extends Partial<Regularisation> {
  /** K, at least 1. */
  readonly components: number;
  /** `full` by default. */
  readonly covarianceType?: CovarianceType;
  /** `normal` by default: the papers' start. */
  readonly start?: Start;
}

/**
 * A Gaussian mixture as a learner: one step is a few EM steps on the marginal that the matching asks for.
 *
 * The batch is prepared by `observe`; the objective of a matching is {@link MaximumLikelihood}. Deterministic: the key of a
 * step is not used, all randomness is in the start and in the matchings.
 *
 * @example
 * ```ts
 * import { orThrow } from '@bcl/errors';
 * import { mixtureLearner, observe, plainEM } from '@bcl/em';
 * import { key } from '@bcl/random';
 *
 * const data = orThrow(observe([[0], [1], [5], [6]]));
 * const learner = mixtureLearner({ components: 1 });
 * const [state] = learner.step(key(0), learner.init(key(1), data), data, plainEM(1));
 * state.model.means; // => [3]
 * state.model.covariances; // => [6.5]
 * ```
 */
export function mixtureLearner({
  components,
  covarianceType = 'full',
  start = 'normal',
  floor = 1e-6,
  ridge = 0,
}: MixtureLearnerOptions): Learner<MixtureState, Observations, StepInfo, MaximumLikelihood> {
  const regularisation = { floor, ridge };
  return {
    init: (key, data) => ({
      model: startFrom(start, fold(key, 'start'), data, components, covarianceType, regularisation),
    }),
    step: (_key, { model }, data, matching) => {
      const [next, info] = matchingStep(model, covarianceType, regularisation, data, matching);
      return [{ model: next }, info];
    },
  };
}
