import { readStart } from '../files/read-bytes';
import { stop } from '../problem';
import { folderSource } from './folder';
import type { ReadingLimits } from './limits';
import type { PictureSource } from './source';
import { tarSource } from './tar';
import { zipSource } from './zip';

/** The source that fits a path: a folder, or an archive recognised by its first bytes and not by its name. */
export async function openPictures(
  path: string,
  isFolder: boolean,
  limits: ReadingLimits,
  signal?: AbortSignal,
): Promise<PictureSource> {
  if (isFolder) return folderSource(path, limits, signal);
  const start = await readStart(path, 512);
  if (start.length === 0) {
    stop('EmptyInput', {
      what: 'The file is empty',
      where: path,
      why: 'a download or a copy may have stopped at once',
      hint: 'get the file again',
    });
  }
  const begins = (...bytes: number[]): boolean => bytes.every((byte, i) => start[i] === byte);
  if (begins(0x50, 0x4b, 3, 4) || begins(0x50, 0x4b, 5, 6)) return zipSource(path, limits, signal);
  if (begins(0x1f, 0x8b)) return tarSource(path, 'gzip', limits, signal);
  const empty = start.length === 512 && start.every((byte) => byte === 0);
  if (start.toString('latin1', 257, 262) === 'ustar' || empty) return tarSource(path, 'none', limits, signal);
  const picture = begins(0xff, 0xd8) || begins(0x89, 0x50, 0x4e, 0x47);
  return stop('UnsupportedFile', {
    what: 'The file is neither a folder nor a tar or zip archive',
    where: path,
    why: picture ? 'it is a single picture' : `it begins with the bytes ${start.toString('hex', 0, 4)}`,
    hint: picture ? 'name the folder it lies in' : 'unpack it yourself and name the folder',
  });
}
