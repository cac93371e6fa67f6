import { task } from '@bcl/masks';
import type { MatchingSampler } from '@bcl/matching';
import type { ObjectiveLike } from '@bcl/objectives';
import { fold, uniform } from '@bcl/random';
import { haarOrthogonal, identity } from '@bcl/transforms';
import { refuseOption } from '../failure';

/** How rotated marginals are drawn. */
export interface RotatedMarginalsOptions {
  readonly objective: ObjectiveLike;
  /** Steps of the run, at least 1. */
  readonly steps: number;
  /** The probability of a joint matching in the last part of the run, in [0, 1]; 0.1 by default. */
  readonly joint?: number;
  /** Where that part begins, a fraction of the run in [0, 1]; 0.5 by default. */
  readonly jointFrom?: number;
  /** How many coordinates of the rotated space are matched, 1 … D; 1 by default. */
  readonly size?: number;
}

/**
 * The marginal of the first coordinates after a Haar-random rotation, and towards the end some joint matchings: the big
 * learning of "Big Cooperative Learning", section 4.1, whose settings are the defaults.
 *
 * @throws ProblemError `InvalidOption` for a number out of range; when drawing, for a size above the dimension
 * @example
 * ```ts
 * import { key } from '@bcl/random';
 * import { rotatedMarginals } from '@bcl/descent';
 *
 * const matchings = rotatedMarginals({ objective: 'reverseKL', steps: 100 });
 * matchings(key(1), 2, 0).task.target; // => [0]
 * matchings(key(1), 2, 0).transform.name; // => 'Haar orthogonal'
 * ```
 */
export function rotatedMarginals(options: RotatedMarginalsOptions): MatchingSampler<ObjectiveLike> {
  const { objective, steps, joint = 0.1, jointFrom = 0.5, size = 1 } = options;
  for (const [name, count] of Object.entries({ steps, size }))
    if (!Number.isSafeInteger(count) || count < 1) refuseOption(`${name} is ${count}`, 'give a whole number above 0');
  for (const [name, share] of Object.entries({ joint, jointFrom }))
    if (!(share >= 0 && share <= 1)) refuseOption(`${name} is ${share}`, 'give a number from 0 to 1');
  const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
  return (key, dimension, step) => {
    const [coin] = uniform(fold(key, 'joint'), 1);
    if (step >= jointFrom * steps && coin < joint)
      return { task: task([], upTo(dimension), dimension), transform: identity(dimension), objective };
    return {
      task: task([], upTo(size), dimension),
      transform: haarOrthogonal(fold(key, 'transform'), dimension),
      objective,
    };
  };
}
