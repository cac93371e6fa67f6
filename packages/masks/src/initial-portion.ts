import { fold } from '@bcl/random';
import { patchMap, requireGridDimension } from './grid';
import type { Grid } from './grid';
import { allOf, requireDimension } from './index-set';
import { countOf, drawRatio, requireRatio } from './ratio';
import type { Ratio } from './ratio';
import { splitTask } from './task';
import type { TaskSampler } from './task';

/**
 * The first part is given, everything after it is asked for: completion.
 *
 * Without a grid the parts are the coordinates as numbered; with one they are its patches in raster order, so that an image is
 * completed from the top. The number given is rounded down and leaves at least one part to ask for.
 *
 * @param ratio share that is given
 * @param grid an image and its patches; the sampler then works for its dimension only
 * @throws RangeError or TypeError when the ratio or grid is impossible; RangeError when drawing for another dimension
 * @example
 * ```ts
 * import { initialPortion } from '@bcl/masks';
 * import { key } from '@bcl/random';
 * initialPortion(0.5)(key(1), 4); // => { source: [0, 1], target: [2, 3] }
 * ```
 */
export function initialPortion(ratio: Ratio, grid?: Grid): TaskSampler {
  requireRatio(ratio, 'the ratio of an initial portion');
  const map = grid && patchMap(grid);
  return (key, dimension) => {
    requireDimension(dimension);
    if (map) requireGridDimension(map, dimension);
    const parts = map?.count ?? dimension;
    const count = Math.min(parts - 1, countOf(parts, drawRatio(fold(key, 'ratio'), ratio)));
    const first = count === 0 ? [] : allOf(count);
    return splitTask(map ? map.coordinatesOf(first) : first, dimension, 'source');
  };
}
