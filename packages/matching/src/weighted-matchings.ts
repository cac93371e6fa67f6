import { categorical, fold } from '@bcl/random';
import type { MatchingSampler } from './matching';

/**
 * One of several samplers of complete matchings, drawn anew for every matching.
 *
 * Where `mixture` of `@bcl/masks` varies the task alone, this varies task, transform and objective together. "Big Learning
 * Expectation Maximization" (AAAI 2024) is 40 % joint, 10 % marginal and 50 % marginal after a Haar-random rotation.
 *
 * @param weighted pairs of a weight ≥ 0 and a sampler; weights are relative and need not sum to 1
 * @throws RangeError when there is no pair, a weight is negative or not finite, or all are 0
 * @example
 * ```ts
 * import { betaRatio, joint, marginal } from '@bcl/masks';
 * import { matchingSampler, weightedMatchings } from '@bcl/matching';
 * import { key } from '@bcl/random';
 * import { haarOrthogonal } from '@bcl/transforms';
 * const objective = 'forward KL';
 * const some = marginal(betaRatio(5, 1));
 * const matchings = weightedMatchings([
 *   [0.4, matchingSampler({ task: joint(), objective })],
 *   [0.1, matchingSampler({ task: some, objective })],
 *   [0.5, matchingSampler({ task: some, transform: haarOrthogonal, objective })],
 * ]);
 * matchings(key(1), 2, 0).objective; // => 'forward KL'
 * ```
 */
export function weightedMatchings<Objective>(
  weighted: ReadonlyArray<readonly [weight: number, sampler: MatchingSampler<Objective>]>,
): MatchingSampler<Objective> {
  const weights = weighted.map(([weight]) => weight);
  const samplers = weighted.map(([, sampler]) => sampler);
  const wrong = weights.find((weight) => !(weight >= 0 && weight < Infinity));
  if (wrong !== undefined) throw new RangeError(`a weight must be at least 0 and finite, got ${wrong}`);
  if (!weights.some((weight) => weight > 0))
    throw new RangeError('weighted matchings need a sampler with a weight above 0');
  return (key, dimension, step) => {
    const choice = categorical(fold(key, 'choice'), 1, weights)[0];
    return samplers[choice](fold(key, 'matching'), dimension, step);
  };
}
