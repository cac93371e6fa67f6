import { patchMap } from '@bcl/masks';

/**
 * How the D coordinates of a row are shared out among tokens; plain JSON.
 *
 * - `grid`: an image, rows of pixels with channels last; a token is a square patch, tokens run in raster order.
 * - `coordinates`: each coordinate is a token of its own.
 */
export type TokenLayout =
  | {
      readonly kind: 'grid';
      /** Pixels from top to bottom. */
      readonly height: number;
      /** Pixels from left to right. */
      readonly width: number;
      /** Values a pixel. */
      readonly channels: number;
      /** Side of a patch in pixels; must divide height and width. */
      readonly patch: number;
    }
  | {
      readonly kind: 'coordinates';
      /** D. */
      readonly dimension: number;
    };

/** A layout worked out: T tokens of P values, T · P = D. */
export interface TokenMap {
  /** T. */
  readonly tokens: number;
  /** P: values a token. */
  readonly values: number;
  /** D = T · P. */
  readonly dimension: number;
  /** `order[t * P + i]` is the coordinate that is value i of token t: a permutation of 0 … D−1. */
  readonly order: Int32Array;
  /** `owner[d]` is the token of coordinate d. */
  readonly owner: Int32Array;
}

/**
 * The tokens of a layout.
 *
 * @throws RangeError when a size is not an integer of at least 1 or the patch does not divide height and width
 * @example
 * ```ts
 * import { tokensOf } from '@bcl/gan';
 *
 * const { tokens, values, order } = tokensOf({ kind: 'grid', height: 4, width: 4, channels: 1, patch: 2 });
 * [tokens, values]; // => [4, 4]
 * order.subarray(4, 8); // => [2, 3, 6, 7]
 * ```
 */
export function tokensOf(layout: TokenLayout): TokenMap {
  if (layout.kind === 'coordinates') {
    const { dimension } = layout;
    if (!Number.isInteger(dimension) || dimension < 1) {
      throw new RangeError(`the dimension of a layout must be an integer of at least 1, got ${dimension}`);
    }
    const order = Int32Array.from({ length: dimension }, (_, at) => at);
    return { tokens: dimension, values: 1, dimension, order, owner: order };
  }
  const { count, columns, dimension } = patchMap(layout);
  const { width, channels, patch } = layout;
  const values = dimension / count;
  const run = patch * channels;
  const order = new Int32Array(dimension);
  const owner = new Int32Array(dimension);
  for (let place = 0; place < dimension; place++) {
    const token = Math.floor(place / values);
    const within = place % values;
    const row = Math.floor(token / columns) * patch + Math.floor(within / run);
    order[place] = (row * width + (token % columns) * patch) * channels + (within % run);
    owner[order[place]] = token;
  }
  return { tokens: count, values, dimension, order, owner };
}

/** P: values a token, without working the layout out. */
export function valuesOf(layout: TokenLayout): number {
  return layout.kind === 'coordinates' ? 1 : layout.patch ** 2 * layout.channels;
}
