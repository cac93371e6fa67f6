import { errorMessage } from '../files/error-code';
import { decodePicture } from '../pictures/decode';
import type { Decoding } from '../pictures/decode';
import type { Listing, PictureContent, PictureSource } from '../archives/source';
import type { SkippedPicture } from './skipped';

/** How far the reading is. */
export interface ReadingProgress {
  /** Pictures read or skipped so far. */
  readonly done: number;
  readonly total: number;
  readonly skipped: number;
}

/** Pictures in the order of `wanted`, those that could not be decoded left out. */
export interface DecodedPictures {
  readonly pixels: Uint8Array;
  readonly names: readonly string[];
  readonly skipped: readonly SkippedPicture[];
}

/**
 * Decodes pictures of a source, at most `concurrency` at a time: besides the result, no more files than that are held.
 *
 * @param wanted - places in the listing, in the order of the result
 */
export async function decodeAll(
  source: PictureSource,
  listing: Listing,
  wanted: readonly number[],
  decoding: Decoding,
  concurrency: number,
  onProgress?: (progress: ReadingProgress) => void,
): Promise<DecodedPictures> {
  const size = decoding.height * decoding.width * decoding.channels;
  const pixels = new Uint8Array(wanted.length * size);
  const positions = new Map(wanted.map((place, position) => [place, position]));
  const damage = new Map<number, string>();
  const running = new Set<Promise<void>>();
  let done = 0;

  const settle = (place: number, why?: string): void => {
    if (why !== undefined) damage.set(place, why);
    done++;
    onProgress?.({ done, total: wanted.length, skipped: damage.size });
  };
  const decode = async (place: number, file: Buffer): Promise<void> => {
    let why: string | undefined;
    try {
      pixels.set(await decodePicture(file, decoding), (positions.get(place) ?? 0) * size);
    } catch (error) {
      why = errorMessage(error);
    }
    settle(place, why);
  };

  /** What the caller's onProgress threw; it is thrown on when nothing runs any more. */
  let failure: { readonly error: unknown } | undefined;
  const start = (place: number, content: PictureContent): void => {
    const work =
      'damage' in content ? Promise.resolve().then(() => settle(place, content.damage)) : decode(place, content.bytes);
    const job = work
      .catch((error: unknown) => {
        failure ??= { error };
      })
      .finally(() => running.delete(job));
    running.add(job);
  };
  try {
    await source.read(listing, wanted, async (place, content) => {
      start(place, content);
      if (running.size >= concurrency) await Promise.race(running);
      if (failure !== undefined) throw new Error('the reading is over');
    });
  } catch (error) {
    if (failure === undefined) throw error;
  } finally {
    await Promise.all(running);
  }
  if (failure !== undefined) throw failure.error;
  return withoutDamaged(pixels, size, listing, wanted, damage);
}

/** Moves the good pictures together, in place. */
function withoutDamaged(
  pixels: Uint8Array,
  size: number,
  { pictures }: Listing,
  wanted: readonly number[],
  damage: ReadonlyMap<number, string>,
): DecodedPictures {
  const names: string[] = [];
  const skipped: SkippedPicture[] = [];
  wanted.forEach((place, position) => {
    const { name } = pictures[place];
    const why = damage.get(place);
    if (why !== undefined) {
      skipped.push({ name, why });
      return;
    }
    if (names.length !== position) pixels.copyWithin(names.length * size, position * size, (position + 1) * size);
    names.push(name);
  });
  // A copy, so that what the skipped ones took is given back.
  return { pixels: skipped.length === 0 ? pixels : pixels.slice(0, names.length * size), names, skipped };
}
