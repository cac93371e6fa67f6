import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { runOrThrow } from '@bcl/errors';
import { pictureFile, tarGzOf, tarOf, zipOf } from '../archives/archive.fixture';
import { imageSet } from '../set/image-set';
import { readFaces } from './read-faces';
import type { FaceOptions } from './read-faces';

let folder = '';
let files: { name: string; content: Buffer }[] = [];
const list = Buffer.from('4\nSmiling Male\na.jpg 1 -1\nb.png -1 -1\nc.jpg 1 1\nd.jpg -1 1\n');
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bcl-faces-'));
  files = [
    { name: 'img/d.jpg', content: await pictureFile([200, 0, 0]) },
    { name: 'img/b.png', content: await pictureFile([0, 100, 0], 'png') },
    { name: 'img/a.jpg', content: await pictureFile([0, 0, 50]) },
    { name: 'img/c.jpg', content: await pictureFile([90, 90, 90]) },
  ];
});
afterAll(() => rm(folder, { recursive: true }));

async function save(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
  return path;
}

const small: FaceOptions = { size: 2 };
async function problemOf(path: string, options: FaceOptions = small): Promise<string> {
  const result = await readFaces(path, options)();
  return E.isLeft(result) ? `${result.left._tag}: ${result.left.message}` : 'none';
}

const stores: [string, () => Promise<string>][] = [
  ['a tar archive', async () => save('tar/faces.tar', await tarOf(files))],
  ['a tar archive with gzip', async () => save('gz/faces.tar.gz', await tarGzOf(files))],
  ['a zip archive', () => save('zip/faces.zip', zipOf(files))],
  [
    'a folder',
    async () => {
      for (const { name, content } of files) await save(`folder/faces/${name}`, content);
      return join(folder, 'folder/faces');
    },
  ],
];

describe.each(stores)('readFaces of %s', (_, make) => {
  it('gives the pictures by name, scaled, with their attributes', async () => {
    const path = await make();
    await save(join(dirname(path).slice(folder.length), 'list_attr_celeba.txt'), list);
    const set = await runOrThrow(readFaces(path, small));
    expect(imageSet(set)).toMatchObject({
      count: 4,
      height: 2,
      width: 2,
      channels: 3,
      skipped: [],
      cache: { state: 'none' },
    });
    expect(set.names).toEqual(['img/a.jpg', 'img/b.png', 'img/c.jpg', 'img/d.jpg']);
    const expected = [[0, 0, 50], [0, 100, 0], [90, 90, 90], [200, 0, 0]]; // prettier-ignore
    set.pixels.forEach((value, i) => expect(Math.abs(value - expected[Math.floor(i / 12)][i % 3])).toBeLessThan(4));
    expect(set.attributes).toEqual({ names: ['Smiling', 'Male'], values: Int8Array.of(1, -1, -1, -1, 1, 1, -1, 1) });
    expect(set.files).toEqual([{ path }, { path: join(dirname(path), 'list_attr_celeba.txt') }]);
  });

  it('gives the first by name, grey, without attributes', async () => {
    const set = await runOrThrow(readFaces(await make(), { size: 3, count: 2, channels: 1, attributes: false }));
    expect(imageSet(set).names).toEqual(['img/a.jpg', 'img/b.png']);
    expect(set.pixels).toHaveLength(18);
    expect(set.attributes).toBeUndefined();
  });
});

describe('readFaces', () => {
  it('skips a corrupt picture among others, keeps the attributes of the others and says which it was', async () => {
    const cut = files[3].content.subarray(0, files[3].content.length - 40);
    const damaged = [...files.slice(0, 3), { name: 'img/c.jpg', content: cut }];
    const path = await save(
      'damaged/faces.tar',
      await tarOf([...damaged, { name: 'list_attr_celeba.txt', content: list }]),
    );
    const set = await runOrThrow(readFaces(path, small));
    expect(imageSet(set).names).toEqual(['img/a.jpg', 'img/b.png', 'img/d.jpg']);
    expect(set.skipped).toEqual([{ name: 'img/c.jpg', why: expect.any(String) as string }]);
    expect(set.attributes?.values).toEqual(Int8Array.of(1, -1, -1, -1, -1, 1));
  });

  it('skips a picture with too many pixels', async () => {
    const bomb = { name: 'img/bomb.png', content: await pictureFile([0, 0, 0], 'png', 9000, 9000) };
    const set = await runOrThrow(readFaces(await save('pixels/f.zip', zipOf([...files, bomb])), small));
    expect(set.skipped).toEqual([{ name: 'img/bomb.png', why: 'Input image exceeds pixel limit' }]);
    expect(set.count).toBe(4);
  });

  it('takes the list that is named before the one inside, and that before the one beside', async () => {
    const listOf = (name: string) => Buffer.from(list.toString().replace('Smiling', name));
    const inside = { name: 'list_attr_celeba.txt', content: listOf('Inside') };
    const path = await save('lists/faces.zip', zipOf([...files, inside]));
    await save('lists/list_attr_celeba.txt', listOf('Beside'));
    const named = await save('lists/mine.txt', listOf('Named'));
    const firstName = async (options: Partial<FaceOptions>) =>
      (await runOrThrow(readFaces(path, { ...small, ...options }))).attributes?.names[0];
    expect(await firstName({})).toBe('Inside');
    expect(await firstName({ attributes: named })).toBe('Named');
    expect(await firstName({ attributes: false })).toBeUndefined();
    expect(await problemOf(path, { ...small, attributes: join(folder, 'absent.txt') })).toMatch(/^FileMissing/);
  });

  it('wants a line for every picture', async () => {
    const short = { name: 'list_attr_celeba.txt', content: list.subarray(0, 26) };
    const path = await save('short/faces.zip', zipOf([...files, short]));
    expect(await problemOf(path)).toContain('BadAttributes: There is no line for img/b.png among 1');
    expect((await runOrThrow(readFaces(path, { ...small, count: 1 }))).attributes?.values).toEqual(Int8Array.of(1, -1));
  });

  it('takes the last of entries of one name, as unpacking does', async () => {
    const path = await save(
      'twice/faces.tar',
      await tarOf([...files, { name: 'img/a.jpg', content: files[0].content }]),
    );
    const set = await runOrThrow(readFaces(path, small));
    expect(set.count).toBe(4);
    expect(set.pixels[0]).toBeGreaterThan(190);
  });

  it('tells how far it is, and stops when asked to', async () => {
    const path = await save('progress/faces.zip', zipOf(files));
    const seen: number[] = [];
    await runOrThrow(readFaces(path, { ...small, onProgress: ({ done, total }) => seen.push(done / total) }));
    expect(seen).toEqual([0.25, 0.5, 0.75, 1]);
    const controller = new AbortController();
    const options: FaceOptions = {
      ...small,
      concurrency: 1,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    };
    for (const store of [path, await save('progress/faces.tar', await tarOf(files))]) {
      expect(await problemOf(store, options)).toBe(
        `Aborted: Reading was stopped (${store}): its signal was aborted; run it again`,
      );
    }
    expect(await problemOf(path, { ...small, signal: AbortSignal.abort() })).toMatch(/^Aborted/);
  });

  it('is bounded in memory', async () => {
    const path = await save('memory/faces.zip', zipOf(files));
    expect(await problemOf(path, { size: 1000, limits: { resultBytes: 1e7 } })).toBe(
      `TooLarge: 4 pictures of side 1000 take 12000000 bytes of memory (${path}): the limit is 10000000; ` +
        'ask for fewer with count, for smaller ones with size, or raise limits.resultBytes',
    );
  });

  it('says where there is nothing to read', async () => {
    await mkdir(join(folder, 'nothing'));
    const text = { name: 'readme.txt', content: Buffer.from('nothing here') };
    const bad = { name: 'a.jpg', content: Buffer.from('nothing here') };
    expect(await problemOf(join(folder, 'nothing'))).toMatch(/^EmptyInput: .*it holds no JPEG or PNG file/);
    expect(await problemOf(await save('e/empty.tar', await tarOf([])))).toMatch(/^EmptyInput/);
    expect(await problemOf(await save('e/empty.tar.gz', await tarGzOf([])))).toMatch(/^EmptyInput/);
    expect(await problemOf(await save('e/empty.zip', zipOf([])))).toMatch(/^EmptyInput/);
    expect(await problemOf(await save('e/text.zip', zipOf([text])))).toMatch(/^EmptyInput/);
    expect(await problemOf(await save('e/bad.zip', zipOf([bad])))).toMatch(/^EmptyInput: .*none of its 1 pictures can be decoded: a\.jpg, /); // prettier-ignore
    expect(await problemOf(join(folder, 'absent'))).toMatch(/^FileMissing/);
    if (existsSync('/dev/null')) expect(await problemOf('/dev/null')).toMatch(/^NotAFile/);
  });

  it.each<Partial<FaceOptions>>([
    { size: 0 },
    { size: 2.5 },
    { count: 0 },
    { crop: 0 },
    { crop: 1.1 },
    { concurrency: 0 },
    { channels: 2 as 1 },
  ])('refuses %j', (wrong) => {
    // prettier-ignore
    expect(() => readFaces('x', { ...small, ...wrong })).toThrow(RangeError);
  });
});

describe('the cache of readFaces', () => {
  it('is read the next time, and made anew when it is damaged, an option or a file has changed', async () => {
    const path = await save('cached/faces.tar', await tarOf(files));
    const cache = join(folder, 'cached/cache');
    const read = async (options: Partial<FaceOptions> = {}) =>
      runOrThrow(readFaces(path, { ...small, cache, ...options }));
    const first = await read();
    expect(first.cache).toEqual({ state: 'written' });
    let decoded = 0;
    const second = await read({ onProgress: () => decoded++ });
    expect(second).toEqual({ ...first, cache: { state: 'read' } });
    expect(decoded).toBe(0);

    const [name] = await readdir(cache);
    const bytes = await readFile(join(cache, name));
    bytes[bytes.length - 40] ^= 1;
    await writeFile(join(cache, name), bytes);
    expect(await read()).toEqual({ ...first, cache: { state: 'rebuilt' } });
    expect((await read()).cache.state).toBe('read');

    for (const options of [{ size: 3 }, { crop: 0.5 }, { count: 3 }, { channels: 1 }] as const) {
      expect((await read(options)).cache.state).toBe('written');
    }
    await utimes(path, new Date(0), new Date(0));
    expect((await read()).cache.state).toBe('written');
    await save('cached/list_attr_celeba.txt', list);
    expect(await read()).toMatchObject({ cache: { state: 'written' }, attributes: { names: ['Smiling', 'Male'] } });
  });

  it('of a folder knows when a picture in it changes, and may lie in it', async () => {
    for (const { name, content } of files) await save(`within/${name}`, content);
    const options = { ...small, cache: join(folder, 'within/cache') };
    const state = async () => (await runOrThrow(readFaces(join(folder, 'within'), options))).cache.state;
    expect([await state(), await state()]).toEqual(['written', 'read']);
    await save('within/img/a.jpg', files[0].content);
    expect(await state()).toBe('written');
  });

  it('that cannot be written costs nothing', async () => {
    const path = await save('unwritable/faces.zip', zipOf(files));
    const set = await runOrThrow(readFaces(path, { ...small, cache: join(path, 'cache') }));
    expect(set.count).toBe(4);
    expect(set.cache).toEqual({
      state: 'unwritable',
      why: expect.stringContaining('cannot be written: ENOTDIR') as string,
    });
  });
});

const data = process.env.BCL_DATA_DIR;
(data === undefined ? it.skip : it)(
  `reads the aligned CelebA pictures${data === undefined ? ' (skipped: BCL_DATA_DIR is not set)' : ''}`,
  async () => {
    const set = await runOrThrow(readFaces(join(data ?? '', 'celeba/celeba-half-10000.tar'), { size: 32, count: 60 }));
    expect(set).toMatchObject({ count: 60, skipped: [] });
    expect(set.names[59]).toBe('celebA/000060.jpg');
    expect(set.attributes?.names).toHaveLength(40);
    // The first picture: smiling, and no spectacles.
    const first = (name: string) => set.attributes?.values[set.attributes.names.indexOf(name)];
    expect([first('Smiling'), first('Eyeglasses'), first('Male')]).toEqual([1, -1, -1]);
  },
);
