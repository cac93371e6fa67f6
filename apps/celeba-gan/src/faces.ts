import { homedir } from 'node:os';
import path from 'node:path';
import { problem, ProblemError, runOrThrow } from '@bcl/errors';
import type { PictureSets } from '@bcl/gan-experiments';
import { drawnFaces, readFaces, takeImages } from '@bcl/images';
import type { OptionSpecs, Progress } from '@bcl/lab';
import { key } from '@bcl/random';

/** What `--data` is for. */
export const dataDescription =
  'a folder, tar or zip of photographs of faces, such as the aligned pictures of CelebA; else drawn faces';

/** Where faces come from, beside `--data`. */
export const faceOptions = {
  attributes: {
    kind: 'path',
    placeholder: 'FILE',
    description:
      'the attribute list, such as list_attr_celeba.txt; one that lies with the pictures is found without it',
  },
} as const satisfies OptionSpecs;

/**
 * Hair, smile, glasses and pose, under the names that the lists of CelebA and of drawn faces have for them. CelebA's list says nothing
 * of pose.
 */
export const SHOWN_ATTRIBUTES = [
  ...['Black_Hair', 'Blond_Hair', 'Brown_Hair', 'Gray_Hair', 'Red_Hair', 'Long_Hair'],
  ...['Smiling', 'Eyeglasses', 'Looking_Left', 'Looking_Right'],
] as const;

/** Numbers of drawn faces, to learn from and held out. */
const DRAWN = { full: [3000, 600], quick: [120, 40] } as const;

/** One picture of so many is held out. */
const HELD_OUT = 10;

/** Where to look. */
export interface FacesRequest {
  readonly data: string | undefined;
  readonly attributes: string | undefined;
  readonly quick: boolean;
  /** Only the first pictures, those that are held out included. */
  readonly count?: number;
  /** Draws no faces to learn from, where they are drawn. */
  readonly heldOutOnly?: boolean;
  /** Side of the pictures, in pixels. */
  readonly size: number;
  readonly signal: AbortSignal;
  readonly progress: (total: number, unit: string) => Progress;
}

/** The user's faces, cropped and scaled, or drawn ones. */
export async function readOwnFaces(request: FacesRequest): Promise<PictureSets> {
  const { data, attributes, quick, size, signal } = request;
  if (data === undefined) {
    const [learnt, held] = quick ? DRAWN.quick : DRAWN.full;
    const most = request.heldOutOnly === true ? 0 : Math.min(request.count ?? Infinity, learnt);
    const train = drawnFaces({ count: most, key: key('faces to learn from'), size });
    const test = drawnFaces({ count: held, key: key('held-out faces'), size });
    const what = most === 0 ? `${held} drawn faces` : `${most} drawn faces to learn from and ${held} held out`;
    const remark = `${what}, of ${size} × ${size} pixels, made by this program: they show that everything works and say nothing about photographs (--data names some).`;
    return { train, test, remarks: [remark] };
  }
  const count = request.count ?? (quick ? 200 : undefined);
  let bar: Progress | undefined;
  const faces = await runOrThrow(
    readFaces(data, {
      size,
      signal,
      cache: path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'bcl', 'faces'),
      ...(count === undefined ? {} : { count }),
      ...(attributes === undefined ? {} : { attributes }),
      onProgress: ({ done, total }) => {
        bar ??= request.progress(total, 'pictures read');
        bar.update({ done });
      },
    }),
  );
  bar?.finish();
  if (faces.count < 2) {
    const hint = 'name more pictures, or raise --count';
    throw new ProblemError(
      problem('TooFewPictures', { what: `There is ${faces.count} picture`, where: data, why: 'one is held out', hint }),
    );
  }
  const all = Array.from({ length: faces.count }, (_, i) => i);
  // Every tenth; of fewer than ten the last.
  const isHeldOut = (i: number): boolean =>
    i % HELD_OUT === HELD_OUT - 1 || (all.length < HELD_OUT && i === all.length - 1);
  const train = takeImages(
    faces,
    all.filter((i) => !isHeldOut(i)),
  );
  const test = takeImages(faces, all.filter(isHeldOut));
  const first = faces.skipped.slice(0, 3).map(({ name, why }) => `${name} (${why})`);
  const more = faces.skipped.length > 3 ? ', …' : '';
  return {
    train,
    test,
    remarks: [
      `${faces.title}: ${train.count.toLocaleString('en')} of ${size} × ${size} pixels to learn from, ${test.count.toLocaleString('en')} held out, every tenth.`,
      ...(faces.attributes === undefined
        ? ['No attribute list: nothing can be said of what a completion should be.']
        : [`${faces.attributes.names.length} attributes a picture are known.`]),
      ...(faces.skipped.length === 0
        ? []
        : [`Skipped ${faces.skipped.length} that cannot be decoded: ${first.join(', ')}${more}.`]),
      ...(faces.cache.state === 'unwritable' ? [`Not kept for the next time: ${faces.cache.why}`] : []),
    ],
  };
}
