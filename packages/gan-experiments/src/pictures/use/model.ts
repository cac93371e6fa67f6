import type { IndexSet } from '@bcl/masks';
import type { Key } from '@bcl/random';

/** What is asked of a model of pictures, whatever made it. Rows are pictures of D values in [-1, 1]. */
export interface PictureModel {
  /**
   * Completions of pictures; what is given stays as it is.
   *
   * @param rows N x D
   * @param sources for each picture the coordinates that are given
   * @returns N x samples x D
   */
  complete(
    rows: Float32Array,
    sources: readonly IndexSet[],
    options: { readonly samples: number; readonly key: Key },
  ): Float32Array;
  /** Pictures out of nothing: count x D. */
  generate(count: number, key: Key): Float32Array;
}
