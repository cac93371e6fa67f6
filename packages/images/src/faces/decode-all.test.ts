import { pictureFile } from '../archives/archive.fixture';
import type { PictureContent, PictureSource } from '../archives/source';
import { decodeAll } from './decode-all';
import type { ReadingProgress } from './decode-all';

const decoding = { height: 2, width: 2, channels: 3, crop: 1, maxPixels: 1e6 } as const;
const wanted = [3, 0, 2, 1, 4];
const listing = { pictures: wanted.map((_, place) => ({ name: `${place}.png`, bytes: 1 })) };

/** Gives picture after picture, and notes how many have been taken but not finished. */
async function source(contents: PictureContent[], taken: () => void): Promise<PictureSource> {
  return Promise.resolve({
    list: () => Promise.resolve(listing),
    read: async (_, places, give) => {
      // In the order of the archive, which is not that of the result.
      for (const place of [...places].sort((a, b) => a - b)) {
        taken();
        await give(place, contents[place]);
      }
    },
  });
}

async function colours(): Promise<PictureContent[]> {
  return Promise.all([0, 1, 2, 3, 4].map(async (i) => ({ bytes: await pictureFile([50 * i, 0, 0], 'png', 2, 2) })));
}

describe('decodeAll', () => {
  it('gives pictures in the order wanted, never more at once than allowed', async () => {
    let [taken, done, most] = [0, 0, 0];
    const progress: ReadingProgress[] = [];
    const reading = await source(await colours(), () => (most = Math.max(most, ++taken - done)));
    const result = await decodeAll(reading, listing, wanted, decoding, 2, (at) => {
      done = at.done;
      progress.push(at);
    });
    expect(result.names).toEqual(['3.png', '0.png', '2.png', '1.png', '4.png']);
    expect(result.skipped).toEqual([]);
    expect(result.pixels).toHaveLength(60);
    expect(wanted.map((_, i) => result.pixels[12 * i])).toEqual([150, 0, 100, 50, 200]);
    expect(progress.map((at) => at.done)).toEqual([1, 2, 3, 4, 5]);
    expect(progress[4]).toEqual({ done: 5, total: 5, skipped: 0 });
    expect(most).toBeLessThanOrEqual(2);
  });

  it('skips, counts and names what cannot be decoded', async () => {
    const contents = await colours();
    contents[0] = { bytes: Buffer.from('not a picture') };
    contents[1] = { damage: 'the disk gave up' };
    const seen: number[] = [];
    const reading = await source(contents, () => undefined);
    const result = await decodeAll(reading, listing, wanted, decoding, 3, ({ skipped }) => seen.push(skipped));
    expect(result.names).toEqual(['3.png', '2.png', '4.png']);
    expect([0, 1, 2].map((i) => result.pixels[12 * i])).toEqual([150, 100, 200]);
    expect(result.pixels).toHaveLength(36);
    expect(result.skipped).toEqual([
      { name: '0.png', why: expect.stringContaining('does not begin as a JPEG') as string },
      { name: '1.png', why: 'the disk gave up' },
    ]);
    expect(Math.max(...seen)).toBe(2);
  });

  it('passes on what the caller throws, when nothing runs any more', async () => {
    const reading = await source(await colours(), () => undefined);
    const error = new Error('the caller has had enough');
    await expect(
      decodeAll(reading, listing, wanted, decoding, 2, () => {
        throw error;
      }),
    ).rejects.toBe(error);
  });

  it('passes on what the source throws', async () => {
    const error = new Error('gone');
    const reading: PictureSource = { list: () => Promise.resolve(listing), read: () => Promise.reject(error) };
    await expect(decodeAll(reading, listing, wanted, decoding, 2)).rejects.toBe(error);
  });
});
