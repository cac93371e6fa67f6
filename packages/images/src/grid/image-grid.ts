import { valuesPerPicture } from '../set/image-set';
import type { PictureSize } from '../set/image-set';

/** One place of a grid. */
export interface GridCell {
  /** height x width x channels of the grid's pictures; 0 … 255. */
  readonly pixels: ArrayLike<number>;
  /** As many values: those that are 0 are shaded, because the model did not see them. */
  readonly given?: ArrayLike<number>;
}

/** How a grid looks. */
export interface GridOptions extends PictureSize {
  /** Pixels between pictures and around them, before scaling up. Default 2. */
  readonly gap?: number;
  /** Brightness of the gaps and of empty places, 0 … 255. Default 255. */
  readonly background?: number;
  /** Brightness of what is hidden, 0 … 255. Default 128. */
  readonly shade?: number;
  /** How opaque the shading is: 1 (the default) hides, 0 shows all. */
  readonly opacity?: number;
  /** Every pixel becomes scale x scale pixels. Default 1. */
  readonly scale?: number;
}

/** A finished picture. */
export interface Picture extends PictureSize {
  /** height x width x channels, row-major; 0 … 255. */
  readonly pixels: Uint8Array;
}

/**
 * Pictures in rows and columns. Rows may differ in length; `undefined` leaves a place empty.
 *
 * @returns height = scale (rows (h + gap) + gap), width likewise
 * @throws RangeError when there is no row, a picture has another size, or an option is out of its range
 *
 * @example
 * ```ts
 * import { imageGrid } from '@bcl/images';
 *
 * const size = { height: 1, width: 2, channels: 1 } as const;
 * const cell = { pixels: [10, 20], given: [1, 0] };
 * imageGrid([[cell]], { ...size, gap: 0 }).pixels; // => [10, 128]
 * ```
 */
export function imageGrid(rows: readonly (readonly (GridCell | undefined)[])[], options: GridOptions): Picture {
  const { height, width, channels, gap = 2, background = 255, shade = 128, opacity = 1, scale = 1 } = options;
  const columns = rows.reduce((most, row) => Math.max(most, row.length), 0);
  if (columns === 0) throw new RangeError('A grid needs at least one row with one place');
  requireWhole('gap', gap, 0);
  requireWhole('scale', scale, 1);
  if (!(opacity >= 0 && opacity <= 1)) throw new RangeError(`opacity must be from 0 to 1, not ${opacity}`);
  const size = valuesPerPicture(options);
  const gridHeight = rows.length * (height + gap) + gap;
  const gridWidth = columns * (width + gap) + gap;
  const pixels = new Uint8Array(gridHeight * gridWidth * channels).fill(background);
  rows.forEach((row, r) =>
    row.forEach((cell, c) => {
      if (cell === undefined) return;
      for (const [name, values] of Object.entries({ pixels: cell.pixels, given: cell.given })) {
        if (values !== undefined && values.length !== size) {
          throw new RangeError(
            `row ${r}, column ${c}: ${values.length} values of ${name} are not ${height} x ${width} x ${channels}`,
          );
        }
      }
      const line = width * channels;
      for (let y = 0, i = 0; y < height; y++) {
        const start = ((gap + r * (height + gap) + y) * gridWidth + gap + c * (width + gap)) * channels;
        for (let x = 0; x < line; x++, i++) {
          const value = cell.pixels[i];
          const shown = cell.given?.[i] === 0 ? value + opacity * (shade - value) : value;
          // 0.5 and whole: to the nearest, as no value is below 0.
          pixels[start + x] = shown + 0.5;
        }
      }
    }),
  );
  return scaledUp({ height: gridHeight, width: gridWidth, channels, pixels }, scale);
}

function scaledUp(picture: Picture, scale: number): Picture {
  if (scale === 1) return picture;
  const { channels } = picture;
  const [height, width] = [picture.height * scale, picture.width * scale];
  const pixels = new Uint8Array(height * width * channels);
  const line = width * channels;
  for (let y = 0, from = 0; y < picture.height; y++) {
    const start = y * scale * line;
    for (let x = 0, to = start; x < picture.width; x++, from += channels) {
      for (let copy = 0; copy < scale; copy++) {
        for (let c = 0; c < channels; c++) pixels[to++] = picture.pixels[from + c];
      }
    }
    for (let copy = 1; copy < scale; copy++) pixels.copyWithin(start + copy * line, start, start + line);
  }
  return { height, width, channels, pixels };
}

function requireWhole(name: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new RangeError(`${name} must be a whole number from ${least} on, not ${value}`);
}
