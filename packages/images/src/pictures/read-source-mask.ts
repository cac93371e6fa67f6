import type * as TE from 'fp-ts/lib/TaskEither.js';
import { readBytes, readStart } from '../files/read-bytes';
import { idxOf, looksLikeIdx } from '../idx/idx';
import { attempt, stop } from '../problem';
import type { ImageProblem } from '../problem';
import { valuesPerPicture } from '../set/image-set';
import type { PictureSize } from '../set/image-set';
import { pixelsOf } from './read-picture';

/** Which parts of pictures are given. */
export interface SourceMasks {
  readonly count: number;
  /** count x height x width x channels, row-major, in the order of a row: 1 where the value is given, 0 where not. */
  readonly given: Uint8Array;
}

/**
 * Reads which pixels of a picture are given, from a black and white picture (white: given; JPEG or PNG, of exactly the
 * size) or from IDX bytes (0: hidden, anything else: given; height x width, or count x height x width for one mask a
 * picture). All channels of a pixel are given or none.
 *
 * A mask that gives everything leaves nothing to complete and is a problem; one that gives nothing asks for a picture
 * from nothing and is fine.
 *
 * @example
 * ```ts
 * import * as E from 'fp-ts/lib/Either.js';
 * import { readSourceMask } from '@bcl/images';
 *
 * const result = await readSourceMask('absent.png', { height: 28, width: 28, channels: 1 })();
 * E.isLeft(result) && result.left._tag; // => 'FileMissing'
 * ```
 */
export function readSourceMask(path: string, size: PictureSize): TE.TaskEither<ImageProblem, SourceMasks> {
  return attempt(async () => {
    const { count, pixels, threshold } = await maskPixels(path, size);
    const { channels } = size;
    const given = new Uint8Array(count * valuesPerPicture(size));
    for (let i = 0; i < given.length; i++) given[i] = pixels[Math.floor(i / channels)] >= threshold ? 1 : 0;
    for (let mask = 0; mask < count; mask++) {
      const one = given.subarray(mask * valuesPerPicture(size), (mask + 1) * valuesPerPicture(size));
      if (one.includes(0)) continue;
      stop('WrongBytes', {
        what: count === 1 ? 'The mask gives every pixel' : `Mask ${mask} gives every pixel`,
        where: path,
        why: 'nothing is left to complete: white (or not 0) means given',
        hint: 'paint what is to be completed black',
      });
    }
    return { count, given };
  });
}

/** One byte a pixel, and from which value on it is given. */
async function maskPixels(
  path: string,
  { height, width }: PictureSize,
): Promise<{ readonly count: number; readonly pixels: Uint8Array; readonly threshold: number }> {
  const start = await readStart(path, 4);
  const packed = start[0] === 0x1f && start[1] === 0x8b;
  if (!packed && !looksLikeIdx(start)) {
    const pixels = await pixelsOf(path, { height, width, channels: 1 }, 'refuse');
    const between = pixels.findIndex((value) => value > 64 && value < 192);
    if (between >= 0) {
      stop('WrongBytes', {
        what: `Pixel (${between % width}, ${Math.floor(between / width)}) of the mask is grey (${pixels[between]})`,
        where: path,
        why: 'white means given and black hidden; grey means neither',
        hint: 'paint with black and white alone',
      });
    }
    return { count: 1, pixels, threshold: 128 };
  }
  const { dimensions, data } = idxOf(await readBytes(path, 2 ** 30), path);
  const [rows, columns] = dimensions.slice(-2);
  const rank = dimensions.length;
  if ((rank !== 2 && rank !== 3) || rows !== height || columns !== width || data.length === 0) {
    stop('WrongSize', {
      what: `The mask is ${dimensions.join(' x ')}`,
      where: path,
      why: `it must be ${height} x ${width}, or a number of those`,
      hint: 'make it of the size of the pictures',
    });
  }
  return { count: rank === 2 ? 1 : dimensions[0], pixels: data, threshold: 1 };
}
