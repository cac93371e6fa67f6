import type { MatchingSampler } from './matching';

/**
 * A sampler that changes during a run: at step n the matching is drawn by `at(n)`.
 *
 * `at` must depend on the step alone, or a resumed run draws something else than an uninterrupted one.
 *
 * @param at the sampler of each step
 * @example
 * ```ts
 * import { joint, marginal } from '@bcl/masks';
 * import { matchingSampler, schedule } from '@bcl/matching';
 * import { key } from '@bcl/random';
 * const explore = matchingSampler({ task: marginal(1), objective: 'reverse KL' });
 * const settle = matchingSampler({ task: joint(), objective: 'reverse KL' });
 * const matchings = schedule((step) => (step < 5000 ? explore : settle));
 * matchings(key(1), 2, 4999).task.target.length; // => 1
 * matchings(key(1), 2, 5000).task.target.length; // => 2
 * ```
 */
export function schedule<Objective>(at: (step: number) => MatchingSampler<Objective>): MatchingSampler<Objective> {
  return (key, dimension, step) => at(step)(key, dimension, step);
}
