import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { toPixels, valuesPerPicture, type PictureSize } from '@bcl/images';
import type { RunFolder } from '@bcl/lab';
import { pictureSheet } from './sheets';

/** Pictures of a moment. */
export const TIMELINE_COLUMNS = 10;

const FOLDER = 'samples';

/** Keeps pictures that were generated after a step: always of the same noise, so that a column shows one picture growing. */
export async function keepSamples(folder: RunFolder, step: number, rows: Float32Array): Promise<void> {
  await folder.writeFile(`${FOLDER}/step-${String(step).padStart(9, '0')}.bin`, toPixels(rows));
}

/** Steps after which pictures are kept: 1, 2, 5, 10, 20, 50, ... from `first` on. */
export function isMoment(step: number, first = 50): boolean {
  if (step < first) return false;
  const lead = step / 10 ** Math.floor(Math.log10(step));
  return lead === 1 || lead === 2 || lead === 5;
}

/** The sheet of what was kept, a moment a row, and the steps of its rows. */
export async function timeline(
  folder: RunFolder,
  size: PictureSize,
  upTo: number,
): Promise<{ readonly sheet: Uint8Array; readonly steps: readonly number[] } | undefined> {
  const names = await readdir(path.join(folder.path, FOLDER)).catch(() => []);
  const length = TIMELINE_COLUMNS * valuesPerPicture(size);
  const moments: { step: number; pixels: Uint8Array }[] = [];
  for (const name of names.sort()) {
    const step = Number(/^step-(\d+)\.bin$/.exec(name)?.[1] ?? NaN);
    if (!(step <= upTo)) continue;
    const pixels = await readFile(path.join(folder.path, FOLDER, name));
    if (pixels.length === length) moments.push({ step, pixels });
  }
  if (moments.length === 0) return undefined;
  const rows = new Float32Array(moments.length * length);
  moments.forEach(({ pixels }, m) => pixels.forEach((pixel, i) => (rows[m * length + i] = pixel / 127.5 - 1)));
  return { sheet: await pictureSheet(size, rows, TIMELINE_COLUMNS), steps: moments.map(({ step }) => step) };
}
