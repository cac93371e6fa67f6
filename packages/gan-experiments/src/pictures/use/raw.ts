import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import { problem, ProblemError } from '@bcl/errors';
import { encodeIdx, toPixels, type PictureSize } from '@bcl/images';
import type { RunFolder } from '@bcl/lab';

/**
 * Looks whether a folder for raw pictures can be made and written to, before hours are spent on them. It makes nothing.
 *
 * @throws ProblemError `BadOption` where it cannot
 */
export async function requireRawFolder(directory: string | undefined): Promise<void> {
  if (directory === undefined) return;
  const refuse = (why: string): never => {
    throw new ProblemError(
      problem('BadOption', { what: '--raw names no folder that can be written', where: directory, why, hint: 'name another' }), // prettier-ignore
    );
  };
  // The nearest of it and the folders above it that is there.
  for (let at = directory; ; at = path.dirname(at)) {
    const found = await stat(at).catch((error: NodeJS.ErrnoException) => error.code);
    if (found === 'ENOENT' && path.dirname(at) !== at) continue;
    if (typeof found !== 'object') return refuse(found === 'ENOTDIR' ? 'a part of the path is a file' : String(found));
    if (!found.isDirectory()) return refuse(`${at} is no folder`);
    return access(at, constants.W_OK).catch(() => refuse(`${at} cannot be written to`));
  }
}

/** Pictures for other programs to judge. */
export interface RawPictures {
  /** N x D in [-1, 1]. */
  readonly images: Float32Array;
  /** N x D: 1 where the picture was given; without it nothing is said of that. */
  readonly given?: Uint8Array;
  /** The pictures as they really are, N x D in [-1, 1]. */
  readonly originals?: Float32Array;
  /** N classes. */
  readonly labels?: Uint8Array;
}

/**
 * Writes `images.idx`, and as far as they are there `masks.idx` (255 where the picture was given, one value a pixel), `originals.idx` and
 * `labels.idx`: the format of MNIST's own files, N x height x width, with a fourth dimension of 3 for colour. The pictures of one picture
 * completed several times follow each other.
 *
 * @param directory absolute; made where it is not there
 * @returns the files' paths
 */
export async function writeRaw(
  folder: RunFolder,
  directory: string,
  { height, width, channels }: PictureSize,
  { images, given, originals, labels }: RawPictures,
): Promise<readonly string[]> {
  const count = images.length / (height * width * channels);
  const shape = channels === 1 ? [count, height, width] : [count, height, width, channels];
  const files: [string, Uint8Array][] = [['images.idx', encodeIdx(shape, toPixels(images))]];
  if (given !== undefined) {
    // All values of a pixel are given together, as tokens are whole patches.
    const mask = Uint8Array.from({ length: count * height * width }, (_, pixel) => 255 * given[pixel * channels]);
    files.push(['masks.idx', encodeIdx([count, height, width], mask)]);
  }
  if (originals !== undefined) files.push(['originals.idx', encodeIdx(shape, toPixels(originals))]);
  if (labels !== undefined) files.push(['labels.idx', encodeIdx([count], labels)]);
  const written: string[] = [];
  for (const [name, content] of files)
    written.push(await folder.writeFile(path.relative(folder.path, path.join(directory, name)), content));
  return written;
}
