import { namedPermutation } from './permutation';
import type { Transform } from './transform';

/** An image's size in pixels, its number of values a pixel, and the side of its square patches in pixels. */
export interface PatchedImage {
  readonly height: number;
  readonly width: number;
  /** Values a pixel; 1 without it. */
  readonly channels?: number;
  /** Must divide height and width. */
  readonly patch: number;
}

/**
 * Images from raster order to patch order, so that patch p is the run of coordinates from p·patch²·channels on.
 *
 * Before: rows of pixels, channels last. After: patches in raster order, and within a patch its pixels in raster order,
 * channels last. D = height · width · channels. Values are moved, never computed with.
 *
 * @throws RangeError when a size is not an integer ≥ 1 or the patch does not divide height and width
 * @example
 * ```ts
 * import { fromRows } from '@bcl/linalg';
 * import { patchify } from '@bcl/transforms';
 * const image = fromRows([[0, 1, 2, 3, 4, 5, 6, 7]]);
 * patchify({ height: 2, width: 4, patch: 2 }).apply(image).data; // => [0, 1, 4, 5, 2, 3, 6, 7]
 * ```
 */
export function patchify({ height, width, channels = 1, patch }: PatchedImage): Transform {
  for (const [what, size] of Object.entries({ height, width, channels, patch })) {
    if (!Number.isInteger(size) || size < 1)
      throw new RangeError(`${what} must be an integer of at least 1, got ${size}`);
  }
  if (height % patch !== 0 || width % patch !== 0) {
    throw new RangeError(
      `patches of ${patch}×${patch} do not tile an image of ${height}×${width}; choose a common divisor`,
    );
  }
  const order = new Int32Array(height * width * channels);
  let next = 0;
  for (let top = 0; top < height; top += patch) {
    for (let left = 0; left < width; left += patch) {
      for (let y = top; y < top + patch; y++) {
        const start = (y * width + left) * channels;
        for (let k = 0; k < patch * channels; k++) order[next++] = start + k;
      }
    }
  }
  return namedPermutation(order, `patchify ${height}×${width}×${channels} by ${patch}`);
}
