import type { Key } from '@bcl/random';

/** Which pictures to draw. */
export interface DrawingOptions {
  /** How many. */
  readonly count: number;
  readonly key: Key;
  /** Side of a picture in pixels, 8 … 512. */
  readonly size?: number;
}

/** The options with their defaults; a RangeError when they cannot be met. */
export function checkDrawing(options: DrawingOptions, defaultSize: number): Required<DrawingOptions> {
  const { count, key, size = defaultSize } = options;
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`count must be a whole number, not ${count}`);
  if (!Number.isInteger(size) || size < 8 || size > 512) {
    throw new RangeError(`size must be a whole number from 8 to 512, not ${size}`);
  }
  return { count, key, size };
}
