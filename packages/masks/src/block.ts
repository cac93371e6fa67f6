import { fold, integers } from '@bcl/random';
import { patchMap, requireGridDimension } from './grid';
import type { Grid } from './grid';
import { drawCount, requireSize } from './size';
import type { Size } from './size';
import { requireRole, splitTask } from './task';
import type { Role, TaskSampler } from './task';

/** Options of {@link block}. */
export interface BlockOptions {
  /** Patches from top to bottom: a count of at least 1, or a random share of the grid's rows. */
  readonly height: Size;
  /** Patches from left to right: a count of at least 1, or a random share of the grid's columns. */
  readonly width: Size;
  /** What the block is: the 'target' (the default) or the 'source'. All other patches are the other one. */
  readonly chosen?: Role;
}

/**
 * A rectangle of patches at a uniformly drawn place is asked for, everything around it is given (inpainting); or the other way
 * round (outpainting).
 *
 * A random share that comes to less than one row or column counts as one. Where a block drawn as the source would cover the
 * whole grid, it is made one row (or, in a single row, one column) smaller, so that something is asked for.
 *
 * @param grid the image and its patches; the sampler works for its dimension only
 * @throws RangeError or TypeError when the grid, a size or the role is impossible, the block is larger than the grid, or a
 *   block of fixed size given as source leaves nothing to ask for; RangeError when drawing for another dimension
 * @example
 * ```ts
 * import { block } from '@bcl/masks';
 * import { key } from '@bcl/random';
 * const hole = block({ height: 8, width: 8, patch: 2 }, { height: 2, width: 3 })(key(1), 64);
 * hole.target.length; // => 24
 * ```
 */
export function block(grid: Grid, { height, width, chosen = 'target' }: BlockOptions): TaskSampler {
  const map = patchMap(grid);
  requireRole(chosen);
  requireSize(height, 'the height of a block');
  requireSize(width, 'the width of a block');
  for (const [what, size, most] of [
    ['height', height, map.rows],
    ['width', width, map.columns],
  ] as const) {
    if (typeof size === 'number' && size > most) {
      throw new RangeError(`the ${what} of the block is ${size} patches, but the grid has ${most}`);
    }
  }
  if (chosen === 'source' && (map.count === 1 || (height === map.rows && width === map.columns))) {
    throw new RangeError('a block that covers the whole grid cannot be the source: nothing would be left to ask for');
  }
  return (key, dimension) => {
    requireGridDimension(map, dimension);
    let tall = drawCount(fold(key, 'height'), height, map.rows, 'the height of a block');
    let wide = drawCount(fold(key, 'width'), width, map.columns, 'the width of a block');
    if (chosen === 'source' && tall * wide === map.count) {
      if (tall > 1) tall -= 1;
      else wide -= 1;
    }
    const top = integers(fold(key, 'top'), 1, map.rows - tall + 1)[0];
    const left = integers(fold(key, 'left'), 1, map.columns - wide + 1)[0];
    const inside = Array.from({ length: tall * wide }, (_, at) => {
      return (top + Math.floor(at / wide)) * map.columns + left + (at % wide);
    });
    return splitTask(map.coordinatesOf(inside), dimension, chosen);
  };
}
