import { choose, fold } from '@bcl/random';
import { patchMap, requireGridDimension } from './grid';
import type { Grid } from './grid';
import { countOf, drawRatio, requireRatio } from './ratio';
import type { Ratio } from './ratio';
import { requireRole, splitTask } from './task';
import type { Role, TaskSampler } from './task';

/** Options of {@link patches}. */
export interface PatchesOptions {
  /** What the drawn patches are: the 'target' (the default) or the 'source'. All other patches are the other one. */
  readonly chosen?: Role;
}

/**
 * Random patches of an image are asked for, the others are given; or the other way round.
 *
 * A share of the patches, rounded down, is drawn without replacement. At least one patch is always asked for. A target share
 * of 0.75 is the masking of masked autoencoders.
 *
 * @param grid the image and its patches; the sampler works for its dimension only
 * @param ratio share of the patches that is drawn
 * @throws RangeError or TypeError when the grid, ratio or role is impossible; RangeError when drawing for another dimension
 * @example
 * ```ts
 * import { patches } from '@bcl/masks';
 * import { key } from '@bcl/random';
 * const masked = patches({ height: 8, width: 8, patch: 2 }, 0.75)(key(1), 64);
 * [masked.source.length, masked.target.length]; // => [16, 48]
 * ```
 */
export function patches(grid: Grid, ratio: Ratio, { chosen = 'target' }: PatchesOptions = {}): TaskSampler {
  const map = patchMap(grid);
  requireRole(chosen);
  requireRatio(ratio, 'the ratio of patches');
  const [least, most] = chosen === 'target' ? [1, map.count] : [0, map.count - 1];
  return (key, dimension) => {
    requireGridDimension(map, dimension);
    const wanted = countOf(map.count, drawRatio(fold(key, 'ratio'), ratio));
    const count = Math.min(most, Math.max(least, wanted));
    return splitTask(map.coordinatesOf(choose(fold(key, 'patches'), map.count, count)), dimension, chosen);
  };
}
