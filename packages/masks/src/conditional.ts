import { choose, fold } from '@bcl/random';
import { complement, requireDimension } from './index-set';
import { countOf, drawRatio, requireRatio } from './ratio';
import type { Ratio } from './ratio';
import type { TaskSampler } from './task';

/**
 * A conditional distribution: a random subset is asked for, given another one. (S, T)
 *
 * |S| = floor(D · sourceRatio), at most D − 1, and S is uniform among the subsets of its size; |T| = floor((D − |S|) ·
 * targetRatio), at least 1, and T is uniform among the subsets of that size outside S. A source ratio of Beta(0.5, 3), which
 * gives little most of the time, goes with generation from almost nothing as well as with completion.
 *
 * @param sourceRatio |S| / D
 * @param targetRatio |T| / (D − |S|); everything that is not given without it
 * @throws RangeError or TypeError when a ratio is impossible
 * @example
 * ```ts
 * import { betaRatio, conditional } from '@bcl/masks';
 * import { key } from '@bcl/random';
 * const { source, target } = conditional(0.5)(key(1), 8);
 * [source.length, target.length]; // => [4, 4]
 * conditional(betaRatio(0.5, 3), betaRatio(3, 0.5))(key(1), 1); // => { source: [], target: [0] }
 * ```
 */
export function conditional(sourceRatio: Ratio, targetRatio: Ratio = 1): TaskSampler {
  requireRatio(sourceRatio, 'the source ratio');
  requireRatio(targetRatio, 'the target ratio');
  return (key, dimension) => {
    requireDimension(dimension);
    const given = Math.min(dimension - 1, countOf(dimension, drawRatio(fold(key, 'source ratio'), sourceRatio)));
    const source = Array.from(choose(fold(key, 'source'), dimension, given));
    const others = complement(source, dimension);
    const asked = Math.max(1, countOf(others.length, drawRatio(fold(key, 'target ratio'), targetRatio)));
    const chosen = choose(fold(key, 'target'), others.length, asked);
    return { source, target: Array.from(chosen, (at) => others[at]) };
  };
}
