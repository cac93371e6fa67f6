import { categorical, fold } from '@bcl/random';
import type { TaskSampler } from './task';

/**
 * One of several samplers, drawn anew for every task.
 *
 * @param weighted pairs of a weight ≥ 0 and a sampler; weights are relative and need not sum to 1
 * @throws RangeError when there is no pair, a weight is negative or not finite, or all are 0
 * @example
 * ```ts
 * import { betaRatio, joint, marginal, mixture } from '@bcl/masks';
 * import { key } from '@bcl/random';
 * const sampler = mixture([[0.8, joint()], [0.2, marginal(betaRatio(5, 1))]]);
 * sampler(key(1), 4).source; // => []
 * ```
 */
export function mixture(weighted: ReadonlyArray<readonly [weight: number, sampler: TaskSampler]>): TaskSampler {
  const weights = weighted.map(([weight]) => weight);
  const samplers = weighted.map(([, sampler]) => sampler);
  const wrong = weights.find((weight) => !(weight >= 0 && weight < Infinity));
  if (wrong !== undefined) throw new RangeError(`a weight must be at least 0 and finite, got ${wrong}`);
  if (!weights.some((weight) => weight > 0)) throw new RangeError('a mixture needs a sampler with a weight above 0');
  return (key, dimension) => {
    const choice = categorical(fold(key, 'choice'), 1, weights)[0];
    return samplers[choice](fold(key, 'task'), dimension);
  };
}
