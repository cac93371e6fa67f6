import { allOf } from './index-set';
import type { TaskSampler } from './task';

/**
 * The joint distribution: every coordinate is asked for, none is given. (∅, all)
 *
 * @example
 * ```ts
 * import { joint } from '@bcl/masks';
 * import { key } from '@bcl/random';
 * joint()(key(1), 3); // => { source: [], target: [0, 1, 2] }
 * ```
 */
export function joint(): TaskSampler {
  return (_key, dimension) => ({ source: [], target: allOf(dimension) });
}
