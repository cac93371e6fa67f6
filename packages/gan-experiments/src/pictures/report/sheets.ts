import {
  encodePng,
  imageGrid,
  toPixels,
  valuesPerPicture,
  type GridCell,
  type ImageSet,
  type Picture,
  type PictureSize,
} from '@bcl/images';
import { fold, type Key } from '@bcl/random';
import { rowsAt } from '../data/rows';
import { givenOf } from '../measures/hidden';
import type { PictureModel } from '../use/model';
import { sourceOf, type SourceRule, type TokenGrid } from '../use/source';

/** One picture that was completed: a row of a sheet. */
export interface CompletedRow {
  /** The real picture, D values in [-1, 1]. */
  readonly original: Float32Array;
  /** D: 1 where it was given. */
  readonly given: Uint8Array;
  /** samples x D. */
  readonly completions: Float32Array;
}

/** A sheet of completions: in each row the real picture, what was given of it, and the completions. */
export function completionSheet(size: PictureSize, rows: readonly CompletedRow[]): Promise<Uint8Array> {
  const cells = rows.map(({ original, given, completions }): GridCell[] => {
    const pixels = toPixels(original);
    return [{ pixels }, { pixels, given }, ...picturesOf(size, completions)];
  });
  return sheet(size, cells);
}

/** A sheet of pictures, `columns` in a row. */
export function pictureSheet(size: PictureSize, rows: Float32Array, columns: number): Promise<Uint8Array> {
  const all = picturesOf(size, rows);
  const cells = Array.from({ length: Math.ceil(all.length / columns) }, (_, r) =>
    all.slice(r * columns, (r + 1) * columns),
  );
  return sheet(size, cells);
}

function picturesOf(size: PictureSize, rows: Float32Array): GridCell[] {
  const dimension = valuesPerPicture(size);
  const pixels = toPixels(rows);
  return Array.from({ length: rows.length / dimension }, (_, n) => ({
    pixels: pixels.subarray(n * dimension, (n + 1) * dimension),
  }));
}

/** Small pictures are shown larger, at about 56 pixels a side. */
function sheet(size: PictureSize, cells: readonly (readonly GridCell[])[]): Promise<Uint8Array> {
  const scale = Math.max(1, Math.round(56 / size.height));
  const picture: Picture = imageGrid(cells, { ...pick(size), scale });
  return encodePng(picture);
}

const pick = ({ height, width, channels }: PictureSize): PictureSize => ({ height, width, channels });

/** The paper's Figure 5: for some pictures what is given grows from row to row, and the noise differs from column to column. */
export interface FigureFive {
  readonly model: PictureModel;
  readonly images: ImageSet;
  /** The pictures shown. */
  readonly indices: readonly number[];
  readonly grid: TokenGrid;
  /** Completions of a row. */
  readonly samples: number;
  readonly key: Key;
}

const SHARES = { random: [0, 0.1, 0.25, 0.5, 0.75], initial: [0.15, 0.3, 0.45, 0.6, 0.75] } as const;

/** The sheet for random patches, or for the first ones. Patches given in one row are given in the rows below it too. */
export function figureFive(kind: 'random' | 'initial', request: FigureFive): Promise<Uint8Array> {
  const { model, images, indices, grid, samples, key } = request;
  const rules = SHARES[kind].map((share): SourceRule => ({ kind, share }));
  const rows = indices.flatMap((index) => {
    const original = rowsAt(images, [index]);
    return rules.map((rule): CompletedRow => {
      // `choose` gives for a smaller count a part of what it gives for a larger one.
      const source = sourceOf(rule, grid, fold(fold(key, 'patches'), index));
      const completions = model.complete(original, [source], { samples, key: fold(fold(key, 'noise'), index) });
      return { original, given: givenOf([source], original.length), completions };
    });
  });
  return completionSheet(images, rows);
}
