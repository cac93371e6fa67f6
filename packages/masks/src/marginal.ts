import { choose, fold } from '@bcl/random';
import { requireDimension } from './index-set';
import { drawCount, requireSize } from './size';
import type { Size } from './size';
import type { TaskSampler } from './task';

/**
 * A marginal distribution: a random subset is asked for, none is given. (∅, T)
 *
 * T is uniform among the subsets of its size. "Big Learning Expectation Maximization" (AAAI 2024) takes
 * |T| = floor(D · b) with b ~ Beta(5, 1), which is `marginal(betaRatio(5, 1))`, except that the released code also draws
 * |T| = 0 when D is small; here T has at least one coordinate.
 *
 * @param size |T|: a count of at least 1, or a random share of the D coordinates
 * @throws RangeError when the size is impossible; when drawing, when the count exceeds the dimension
 * @example
 * ```ts
 * import { betaRatio, marginal } from '@bcl/masks';
 * import { key } from '@bcl/random';
 * marginal(2)(key(1), 5).target.length; // => 2
 * marginal(betaRatio(5, 1))(key(1), 1); // => { source: [], target: [0] }
 * ```
 */
export function marginal(size: Size): TaskSampler {
  requireSize(size, 'the size of a marginal');
  return (key, dimension) => {
    requireDimension(dimension);
    const count = drawCount(fold(key, 'size'), size, dimension, 'the size of a marginal');
    return { source: [], target: Array.from(choose(fold(key, 'target'), dimension, count)) };
  };
}
