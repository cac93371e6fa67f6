import { fold, type Key } from '@bcl/random';
import type { MixtureState } from '../learner/learner';
import { bigLearnMatchings } from './matchings';
import type { StrategyContext, StrategyStep } from './strategy';

/** How exploration goes. */
export interface ExploreOptions {
  /** Number of matchings. */
  readonly matchings: number;
  /** EM steps per matching. */
  readonly innerSteps: number;
  /** Share of joint matchings at the start; it grows to one. */
  readonly joint: number;
  /** Share of axis-parallel marginals at the start; what is left over goes to rotated ones. */
  readonly marginal: number;
  /** Smoothing alpha of the weights at the start, as a multiple of 1/K; it falls to zero. */
  readonly smoothing: number;
  /** False keeps smoothing and shares as they are at the start. */
  readonly anneal: boolean;
}

/**
 * Big learning as exploration: joint, marginal and rotated marginal matchings with smoothed weights, cooled linearly. The
 * heat of the last of n matchings is 1/n; plain EM, which has none, takes over from there.
 *
 * Strong smoothing keeps every component alive while none fits yet, and a rotated marginal has its local optima elsewhere
 * than the joint, so no trap holds for long; at the end both only blur the answer, so both are annealed away.
 */
export function* explore(
  key: Key,
  { learner, data, components }: StrategyContext,
  from: MixtureState,
  options: ExploreOptions,
): Generator<StrategyStep, MixtureState, void> {
  let state = from;
  for (let step = 0; step < options.matchings; step++) {
    const heat = options.anneal ? 1 - step / options.matchings : 1;
    const draw = bigLearnMatchings({
      joint: 1 - (1 - options.joint) * heat,
      marginal: options.marginal * heat,
      innerSteps: options.innerSteps,
      smoothing: (options.smoothing * heat) / components,
      massGuard: 0,
    });
    const matching = draw(fold(fold(key, 'matching'), step), data.dimension, step);
    const [next, { logLikelihood }] = learner.step(fold(fold(key, 'step'), step), state, data, matching);
    state = next;
    yield {
      phase: 'explore',
      logLikelihood,
      matched: matching.task.target.length,
      passes: options.innerSteps,
      model: state.model,
    };
  }
  return state;
}
