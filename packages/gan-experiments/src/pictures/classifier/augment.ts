import { uniform, type Key } from '@bcl/random';
import type { PictureSize } from '@bcl/images';

/** How far a picture is moved at most, each way. */
export interface Augmentation {
  /** Pixels. */
  readonly shift: number;
  /** Radians. */
  readonly rotation: number;
  /** Share of the size. */
  readonly scale: number;
  /** Columns a row. */
  readonly shear: number;
  /** Whether half of the pictures are mirrored left to right. */
  readonly mirror: boolean;
}

/** What digits stand without becoming others. */
export const digitAugmentation: Augmentation = { shift: 2, rotation: 0.2, scale: 0.12, shear: 0.2, mirror: false };

/** What faces stand. */
export const faceAugmentation: Augmentation = { shift: 2, rotation: 0.08, scale: 0.08, shear: 0, mirror: true };

const DRAWS = 7;

/**
 * Each picture under a random affine map around its middle, interpolated linearly; beyond the border the border goes on.
 *
 * @param rows N x D, row-major height x width x channels
 * @param key equal keys move equally
 */
export function augmented(rows: Float32Array, shape: PictureSize, moves: Augmentation, key: Key): Float32Array {
  const { height, width, channels } = shape;
  const dimension = height * width * channels;
  const count = rows.length / dimension;
  const draws = uniform(key, count * DRAWS);
  const moved = new Float32Array(rows.length);
  for (let n = 0; n < count; n++) {
    const draw = (place: number, size: number): number => (2 * draws[n * DRAWS + place] - 1) * size;
    const angle = draw(0, moves.rotation);
    const [scaleX, scaleY] = [1 + draw(1, moves.scale), 1 + draw(2, moves.scale)];
    const shear = draw(3, moves.shear);
    const mirror = moves.mirror && draws[n * DRAWS + 6] < 0.5 ? -1 : 1;
    // Where a pixel of the new picture is looked for in the old one.
    const map = {
      xx: (mirror * Math.cos(angle)) / scaleX,
      xy: (mirror * (shear - Math.sin(angle))) / scaleX,
      yx: Math.sin(angle) / scaleY,
      yy: Math.cos(angle) / scaleY,
      x: draw(4, moves.shift),
      y: draw(5, moves.shift),
    };
    const from = rows.subarray(n * dimension, (n + 1) * dimension);
    place(from, moved.subarray(n * dimension, (n + 1) * dimension), shape, map);
  }
  return moved;
}

interface Affine {
  readonly xx: number;
  readonly xy: number;
  readonly yx: number;
  readonly yy: number;
  readonly x: number;
  readonly y: number;
}

/** Fills `into` with the values of `from` at the mapped places. Plain arithmetic: it runs for every pixel of every step. */
function place(from: Float32Array, into: Float32Array, { height, width, channels }: PictureSize, map: Affine): void {
  const middleX = (width - 1) / 2;
  const middleY = (height - 1) / 2;
  const below = width * channels;
  for (let v = 0; v < height; v++) {
    const startX = map.xy * (v - middleY) + map.x + middleX;
    const startY = map.yy * (v - middleY) + map.y + middleY;
    for (let u = 0; u < width; u++) {
      let x = startX + map.xx * (u - middleX);
      let y = startY + map.yx * (u - middleX);
      x = x < 0 ? 0 : x > width - 1 ? width - 1 : x;
      y = y < 0 ? 0 : y > height - 1 ? height - 1 : y;
      const left = x >= width - 1 ? width - 2 : x | 0;
      const top = y >= height - 1 ? height - 2 : y | 0;
      const right = x - left;
      const down = y - top;
      const corner = (top * width + left) * channels;
      for (let c = 0; c < channels; c++) {
        const at = corner + c;
        const upper = from[at] + right * (from[at + channels] - from[at]);
        const lower = from[at + below] + right * (from[at + below + channels] - from[at + below]);
        into[(v * width + u) * channels + c] = upper + down * (lower - upper);
      }
    }
  }
}
