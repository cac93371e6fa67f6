import { allOf } from './index-set';
import type { IndexSet } from './index-set';

/** An image as a grid of square patches. */
export interface Grid {
  /** Pixels from top to bottom. */
  readonly height: number;
  /** Pixels from left to right. */
  readonly width: number;
  /** Side of a patch in pixels; must divide height and width. */
  readonly patch: number;
  /** Values a pixel; 1 without it. */
  readonly channels?: number;
  /**
   * How the height · width · channels coordinates are laid out: 'raster' (the default) has rows of pixels with channels last,
   * 'patches' has one patch after the other, as after `patchify` of `@bcl/transforms`.
   */
  readonly layout?: 'raster' | 'patches';
}

/** A grid's patches, numbered in raster order, and the coordinates they cover. */
export interface PatchMap {
  /** Patches from top to bottom. */
  readonly rows: number;
  /** Patches from left to right. */
  readonly columns: number;
  /** rows · columns. */
  readonly count: number;
  /** D = height · width · channels. */
  readonly dimension: number;
  /** The coordinates that the given patches cover. Patches out of 0 … count−1 throw a RangeError. */
  coordinatesOf(patches: Iterable<number>): IndexSet;
}

/**
 * Which coordinates each patch of an image covers.
 *
 * @throws RangeError when a size is not an integer ≥ 1 or the patch does not divide height and width
 * @example
 * ```ts
 * import { patchMap } from '@bcl/masks';
 * const map = patchMap({ height: 4, width: 4, patch: 2 });
 * map.count; // => 4
 * map.coordinatesOf([1]); // => [2, 3, 6, 7]
 * ```
 */
export function patchMap({ height, width, patch, channels = 1, layout = 'raster' }: Grid): PatchMap {
  for (const [what, size] of Object.entries({ height, width, patch, channels })) {
    if (!Number.isInteger(size) || size < 1)
      throw new RangeError(`${what} must be an integer of at least 1, got ${size}`);
  }
  if (height % patch !== 0 || width % patch !== 0) {
    throw new RangeError(
      `patches of ${patch}×${patch} do not tile a grid of ${height}×${width}; choose a common divisor`,
    );
  }
  if (layout !== 'raster' && layout !== 'patches')
    throw new TypeError(`a layout is 'raster' or 'patches', got '${String(layout)}'`);
  const columns = width / patch;
  const count = (height / patch) * columns;
  const dimension = height * width * channels;
  const patchOf = (coordinate: number): number => {
    if (layout === 'patches') return Math.floor(coordinate / (patch * patch * channels));
    const pixel = Math.floor(coordinate / channels);
    return Math.floor(Math.floor(pixel / width) / patch) * columns + Math.floor((pixel % width) / patch);
  };
  const owners = Int32Array.from({ length: dimension }, (_, coordinate) => patchOf(coordinate));
  const coordinatesOf = (patches: Iterable<number>): IndexSet => {
    const chosen = new Uint8Array(count);
    for (const index of patches) {
      if (!Number.isInteger(index) || index < 0 || index >= count) {
        throw new RangeError(`a patch must be one of 0 … ${count - 1}, got ${index}`);
      }
      chosen[index] = 1;
    }
    return allOf(dimension).filter((coordinate) => chosen[owners[coordinate]] === 1);
  };
  return { rows: height / patch, columns, count, dimension, coordinatesOf };
}

/**
 * The same grid seen by a model whose coordinates are the patches themselves: one token a patch, D = number of patches.
 *
 * @throws RangeError as {@link patchMap} does
 * @example
 * ```ts
 * import { tokenGrid } from '@bcl/masks';
 * tokenGrid({ height: 28, width: 28, patch: 7 }); // => { height: 4, width: 4, patch: 1 }
 * ```
 */
export function tokenGrid(grid: Grid): Grid {
  const { rows, columns } = patchMap(grid);
  return { height: rows, width: columns, patch: 1 };
}

/** Throws unless a sampler made for this grid is asked about its dimension. */
export function requireGridDimension(map: PatchMap, dimension: number): void {
  if (dimension !== map.dimension) {
    throw new RangeError(
      `the grid has ${map.dimension} coordinates, but the dimension is ${dimension}; for one token a patch use tokenGrid(grid)`,
    );
  }
}
