import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { runOrThrow } from '@bcl/errors';
import { pictureFile } from '../archives/archive.fixture';
import { encodeIdx } from '../idx/idx';
import { encodePng } from '../grid/png';
import { imageSet } from '../set/image-set';
import { readPicture } from './read-picture';
import { readSourceMask } from './read-source-mask';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bcl-picture-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function save(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

async function leftOf(task: () => Promise<E.Either<{ _tag: string; message: string }, unknown>>): Promise<string> {
  const result = await task();
  return E.isLeft(result) ? `${result.left._tag}: ${result.left.message}` : 'none';
}

describe('readPicture', () => {
  it('gives a set of one, cropped and scaled', async () => {
    const path = await save('red.jpg', await pictureFile([200, 10, 10], 'jpeg', 50, 30));
    const set = imageSet(await runOrThrow(readPicture(path, { height: 8, width: 8, channels: 3 })));
    expect(set).toMatchObject({ title: path, count: 1, height: 8, width: 8, channels: 3, files: [{ path }] });
    for (let i = 0; i < 192; i++) expect(Math.abs(set.pixels[i] - (i % 3 === 0 ? 200 : 10))).toBeLessThan(3);
    const grey = await runOrThrow(readPicture(path, { height: 4, width: 2, channels: 1 }));
    expect(grey.pixels).toHaveLength(8);
  });

  it('refuses another size where it must', async () => {
    const path = await save('wide.png', await pictureFile([1, 2, 3], 'png', 28, 27));
    const options = { height: 28, width: 28, channels: 1, otherSize: 'refuse' } as const;
    expect(await leftOf(readPicture(path, options))).toBe(
      `WrongSize: The picture is 28 wide and 27 high (${path}): it must be 28 x 28; scale it, or let it be cropped and scaled`,
    );
    expect((await runOrThrow(readPicture(path, { ...options, height: 27 }))).pixels).toHaveLength(756);
  });

  it('says what is wrong with a file', async () => {
    const size = { height: 8, width: 8, channels: 3 } as const;
    const picture = await pictureFile([9, 99, 199], 'jpeg', 64, 64);
    const cut = await save('cut.jpg', picture.subarray(0, picture.length - 200));
    expect(await leftOf(readPicture(cut, size))).toMatch(
      /^DamagedFile: The picture cannot be decoded \(.*cut\.jpg\): /,
    );
    expect(await leftOf(readPicture(await save('text.png', Buffer.from('text')), size))).toMatch(/^DamagedFile/);
    expect(await leftOf(readPicture(await save('empty.png', Buffer.alloc(0)), size))).toMatch(/^EmptyInput/);
    expect(await leftOf(readPicture(folder, size))).toMatch(/^NotAFile/);
    expect(() => readPicture(cut, { ...size, width: 0 })).toThrow(RangeError);
  });
});

describe('readSourceMask', () => {
  const size = { height: 2, width: 3, channels: 1 } as const;

  it('reads white as given, for every channel of a pixel', async () => {
    const pixels = Uint8Array.of(255, 0, 255, 0, 0, 250);
    const path = await save('mask.png', await encodePng({ ...size, pixels }));
    expect(await runOrThrow(readSourceMask(path, size))).toEqual({ count: 1, given: Uint8Array.of(1, 0, 1, 0, 0, 1) });
    const colours = await runOrThrow(readSourceMask(path, { ...size, channels: 3 }));
    expect(Array.from(colours.given)).toEqual([1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1]);
  });

  it('reads IDX, one mask or one a picture, whatever is not 0 as given', async () => {
    const one = await save('one.idx', encodeIdx([2, 3], Uint8Array.of(1, 0, 255, 0, 0, 0)));
    expect(await runOrThrow(readSourceMask(one, size))).toEqual({ count: 1, given: Uint8Array.of(1, 0, 1, 0, 0, 0) });
    const two = await save('two.idx', encodeIdx([2, 2, 3], Uint8Array.of(0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0)));
    expect((await runOrThrow(readSourceMask(two, size))).given).toEqual(Uint8Array.of(0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0)); // prettier-ignore
  });

  it('refuses a mask that hides nothing, another size, and grey', async () => {
    const mask = async (name: string, bytes: Uint8Array) => leftOf(readSourceMask(await save(name, bytes), size));
    const png = (pixels: number[], width: number) => encodePng({ height: 2, width, channels: 1, pixels: Uint8Array.from(pixels) }); // prettier-ignore
    expect(await mask('all.png', await png([255, 255, 255, 255, 255, 255], 3))).toContain('The mask gives every pixel');
    const oneOfTwo = encodeIdx([2, 2, 3], Uint8Array.of(0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1));
    expect(await mask('all.idx', oneOfTwo)).toContain('Mask 1 gives every pixel');
    expect(await mask('small.png', await png([0, 0, 0, 0], 2))).toContain('WrongSize: The picture is 2 wide');
    expect(await mask('small.idx', encodeIdx([2, 2], new Uint8Array(4)))).toContain('WrongSize: The mask is 2 x 2');
    expect(await mask('none.idx', encodeIdx([0, 2, 3], new Uint8Array(0)))).toContain('WrongSize');
    expect(await mask('grey.png', await png([0, 0, 255, 0, 128, 0], 3))).toContain('Pixel (1, 1) of the mask is grey (128)'); // prettier-ignore
    expect(await mask('cut.idx', oneOfTwo.subarray(0, 20))).toContain('DamagedFile');
    expect(await mask('text.png', Buffer.from('what is this?'))).toContain('DamagedFile');
  });
});
