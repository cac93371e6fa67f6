import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchFile } from '@bcl/datasets';
import { runOrThrow } from '@bcl/errors';
import type { PictureSets } from '@bcl/gan-experiments';
import { drawnDigits, readMnist, takeImages, type ImageSet } from '@bcl/images';
import type { OptionSpecs, RunFolder } from '@bcl/lab';
import { key } from '@bcl/random';

/** What `--data` is for. */
export const dataDescription =
  'the folder with the four files of MNIST (IDX, .gz or not); BCL_DATA_DIR without it; else drawn digits';

/** Where digits come from, beside `--data`. */
export const digitOptions = {
  download: {
    kind: 'boolean',
    description: 'fetch MNIST (12 MB, checked by SHA-256) into the user’s cache where no folder has it',
  },
} as const satisfies OptionSpecs;

/** Numbers of drawn digits, to learn from and held out. */
const DRAWN = { full: [4000, 1000], quick: [160, 60] } as const;

/** A file that ships with the app, where it does. */
export function shipped(name: string): string | undefined {
  const file = fileURLToPath(new URL(`../model/${name}`, import.meta.url));
  return existsSync(file) ? file : undefined;
}

/** Where to look. */
export interface DigitsRequest {
  readonly data: string | undefined;
  readonly download: boolean;
  readonly quick: boolean;
  /** Only the first pictures to learn from; 0 where none are needed. */
  readonly count?: number;
  /** Side of drawn digits, in pixels. */
  readonly size?: number;
  readonly folder: RunFolder;
  readonly signal: AbortSignal;
}

/** MNIST, or drawn digits where it is not at hand, and which. */
export async function readDigits(request: DigitsRequest): Promise<PictureSets & { readonly real: boolean }> {
  const { download, quick, count, folder, signal } = request;
  const data = request.data ?? (process.env.BCL_DATA_DIR === '' ? undefined : process.env.BCL_DATA_DIR);
  if (data === undefined && !download) {
    const [learnt, held] = quick ? DRAWN.quick : DRAWN.full;
    const size = request.size ?? 28;
    const train = drawnDigits({ count: Math.min(count ?? Infinity, learnt), key: key('digits to learn from'), size });
    const test = drawnDigits({ count: held, key: key('held-out digits'), size });
    const what =
      count === 0 ? `${held} drawn digits` : `${train.count} drawn digits to learn from and ${held} held out`;
    const remark = `${what}, made by this program: they show that everything works and say nothing about MNIST (--data or --download has it).`;
    return { train, test, remarks: [remark], real: false };
  }
  const cache = path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'bcl');
  const sets = await runOrThrow(
    readMnist({
      ...(data === undefined ? {} : { folder: data }),
      ...(download ? { fetch: (file) => fetchFile(file, { cache, signal }) } : {}),
    }),
  );
  const files = [...sets.train.files, ...sets.test.files];
  await folder.addDataFiles(files.map((file) => file.path));
  const train = firstOf(sets.train, count ?? (quick ? 400 : Infinity));
  const test = quick ? firstOf(sets.test, 100) : sets.test;
  const held = `${test.count.toLocaleString('en')} held out`;
  const remark =
    count === 0 ? `MNIST: ${held}.` : `MNIST: ${train.count.toLocaleString('en')} digits to learn from, ${held}.`;
  return { train, test, remarks: [remark], real: true };
}

function firstOf(set: ImageSet, count: number): ImageSet {
  return count >= set.count
    ? set
    : takeImages(
        set,
        Array.from({ length: count }, (_, i) => i),
      );
}
