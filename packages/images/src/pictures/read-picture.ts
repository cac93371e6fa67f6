import type * as TE from 'fp-ts/lib/TaskEither.js';
import { limitsFor } from '../archives/limits';
import { errorMessage } from '../files/error-code';
import { readBytes } from '../files/read-bytes';
import { attempt, problemIn, stop } from '../problem';
import type { ImageProblem } from '../problem';
import { imageSet } from '../set/image-set';
import type { ImageSet, PictureSize } from '../set/image-set';
import { decodePicture, pictureShape } from './decode';

/** How {@link readPicture} reads. */
export interface PictureOptions extends PictureSize {
  /**
   * What becomes of a picture of another size: `'crop'` (the default) keeps the largest middle part of the right
   * proportions and scales it; `'refuse'` makes it the problem `WrongSize`.
   */
  readonly otherSize?: 'crop' | 'refuse';
}

/**
 * One JPEG or PNG picture of the user's, as a set of one: what a model is to complete.
 *
 * @throws RangeError when the size is none
 *
 * @example
 * ```ts
 * import * as E from 'fp-ts/lib/Either.js';
 * import { readPicture } from '@bcl/images';
 *
 * const result = await readPicture('absent.png', { height: 28, width: 28, channels: 1 })();
 * E.isLeft(result) && result.left._tag; // => 'FileMissing'
 * ```
 */
export function readPicture(path: string, options: PictureOptions): TE.TaskEither<ImageProblem, ImageSet> {
  const { height, width, channels, otherSize = 'crop' } = options;
  const frame = { title: path, count: 0, height, width, channels, pixels: new Uint8Array(0), files: [{ path }] };
  imageSet(frame);
  return attempt(async () => ({
    ...frame,
    count: 1,
    pixels: await pixelsOf(path, { height, width, channels }, otherSize),
  }));
}

/** The pixels of a picture file; a problem where it is none or may not be scaled. */
export async function pixelsOf(path: string, size: PictureSize, otherSize: 'crop' | 'refuse'): Promise<Uint8Array> {
  const limits = limitsFor(0);
  const file = await readBytes(path, limits.entryBytes);
  try {
    if (otherSize === 'refuse') {
      const { width, height } = await pictureShape(file, limits.pixels);
      if (width !== size.width || height !== size.height) {
        stop('WrongSize', {
          what: `The picture is ${width} wide and ${height} high`,
          where: path,
          why: `it must be ${size.width} x ${size.height}`,
          hint: 'scale it, or let it be cropped and scaled',
        });
      }
    }
    return await decodePicture(file, { ...size, crop: 'shape', maxPixels: limits.pixels });
  } catch (error) {
    if (problemIn(error) !== undefined) throw error;
    return stop('DamagedFile', {
      what: 'The picture cannot be decoded',
      where: path,
      why: errorMessage(error),
      hint: 'open it in a viewer, and save it as JPEG or PNG',
    });
  }
}
