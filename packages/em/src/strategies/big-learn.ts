import { marginal } from '@bcl/masks';
import { fold } from '@bcl/random';
import { described } from './description';
import { bigLearnMatchings, type BigLearnOptions } from './matchings';
import { requireAtLeast } from './require-setting';
import type { Strategy } from './strategy';

/** BigLearn-EM's settings: the matchings, and how many of them. */
export interface BigLearnStrategyOptions extends BigLearnOptions {
  /** Number of matchings drawn (the paper's Niter); each takes `innerSteps` EM steps. */
  readonly iterations: number;
  /** The eigenvalue floor of the experiment, used when `fit` is given none. */
  readonly floor?: number;
}

/**
 * BigLearn-EM as the authors released it (AAAI-24, 38(10):11669-11677): every iteration draws a matching, joint, marginal or
 * rotated marginal, and takes a few EM steps on it, with strongly smoothed weights. No polish at the end, no restarts.
 *
 * One deviation: a target of floor(D b) = 0 coordinates, on which the authors' code only smooths the weights, has 1 here.
 */
export function bigLearn(options: BigLearnStrategyOptions): Strategy {
  requireAtLeast('iterations', options.iterations, 1, 'whole');
  requireAtLeast('smoothing', options.smoothing, 0);
  requireAtLeast('innerSteps', options.innerSteps ?? 1, 1, 'whole');
  const matchings = bigLearnMatchings(options);
  const strategy: Strategy = {
    name: 'bigLearn',
    ...(options.floor === undefined ? {} : { floor: options.floor }),
    *fit(key, { learner, data }) {
      let state = learner.init(key, data);
      for (let iteration = 0; iteration < options.iterations; iteration++) {
        const matching = matchings(fold(fold(key, 'matching'), iteration), data.dimension, iteration);
        const [next, info] = learner.step(fold(fold(key, 'step'), iteration), state, data, matching);
        state = next;
        yield {
          phase: 'match',
          logLikelihood: info.logLikelihood,
          matched: matching.task.target.length,
          passes: matching.objective.innerSteps,
          model: state.model,
        };
      }
      return { model: state.model, converged: false };
    },
  };
  return described(strategy, { name: 'bigLearn', options });
}

/** Settings of the paper's experiments, by name. K is the number of components. */
export const bigLearnPresets = {
  /** 25-component simulation: alpha = 1/sqrt K, targets {1} or {2}, 2000 iterations, floor 1e-5. */
  gmm25: (components: number): BigLearnStrategyOptions => ({
    iterations: 2000,
    smoothing: 1 / Math.sqrt(components),
    target: marginal(1),
    floor: 1e-5,
  }),
  /** Real data: alpha = 1/K, Beta(5, 1) targets, 10,000 iterations, floor 1e-2 (of features in [0, 1]). */
  realData: (components: number): BigLearnStrategyOptions => ({
    iterations: 10_000,
    smoothing: 1 / components,
    floor: 1e-2,
  }),
  /** Fashion-MNIST: as `realData` with 70 iterations and a floor of 0.05. */
  fashionMnist: (components: number): BigLearnStrategyOptions => ({
    iterations: 70,
    smoothing: 1 / components,
    floor: 0.05,
  }),
} as const;
