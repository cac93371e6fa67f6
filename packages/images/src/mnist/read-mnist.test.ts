import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as E from 'fp-ts/lib/Either.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { problem, runOrThrow } from '@bcl/errors';
import type { Problem } from '@bcl/errors';
import { encodeIdx } from '../idx/idx';
import { imageSet } from '../set/image-set';
import { mnistFiles } from './mnist-files';
import type { MnistFile, MnistPart } from './mnist-files';
import { readMnist } from './read-mnist';

/** A set of the same format as MNIST: 3 pictures of 2 x 2 to learn from, 1 to test on. */
const small: Record<MnistPart, Uint8Array> = {
  trainImages: encodeIdx([3, 2, 2], Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)),
  trainLabels: encodeIdx([3], Uint8Array.of(2, 0, 1)),
  testImages: encodeIdx([1, 2, 2], Uint8Array.of(250, 251, 252, 253)),
  testLabels: encodeIdx([1], Uint8Array.of(1)),
};
const parts = Object.keys(small) as MnistPart[];

let folder = '';
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bcl-mnist-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function saved(files: Partial<Record<MnistPart, Uint8Array>>, name = basename): Promise<string> {
  const place = join(folder, String(count++));
  await mkdir(place);
  for (const part of parts) {
    const bytes = files[part];
    if (bytes !== undefined) await writeFile(join(place, name(mnistFiles[part].path)), bytes);
  }
  return place;
}

const unpackedName = (path: string): string => basename(path).replace('.gz', '');
const dottedName = (path: string): string => unpackedName(path).replace('-idx', '.idx');

describe('readMnist of files that need not be MNIST', () => {
  it.each([
    ['unpacked', unpackedName],
    ['under the names with a point', dottedName],
  ])('reads them %s', async (_, name) => {
    const { train, test } = await runOrThrow(readMnist({ folder: await saved(small, name), verify: false }));
    expect(imageSet(train)).toMatchObject({ title: 'digits, train', count: 3, height: 2, width: 2, channels: 1 });
    expect(Array.from(train.pixels.slice(4, 8))).toEqual([5, 6, 7, 8]);
    expect(train.labels).toEqual(Uint8Array.of(2, 0, 1));
    expect(train.labelNames).toEqual(['0', '1', '2']);
    expect(imageSet(test).pixels).toEqual(Uint8Array.of(250, 251, 252, 253));
    expect(test.files.map(({ path }) => basename(path))).toEqual(['testImages', 'testLabels'].map((part) => name(mnistFiles[part as MnistPart].path))); // prettier-ignore
    expect(test.files[0].sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('reads them compressed, also from a folder mnist', async () => {
    const packed = Object.fromEntries(parts.map((part) => [part, gzipSync(small[part])]));
    const place = await saved({});
    await mkdir(join(place, 'mnist'));
    for (const part of parts) await writeFile(join(place, mnistFiles[part].path), packed[part]);
    expect((await runOrThrow(readMnist({ folder: place, verify: false }))).train.count).toBe(3);
  });

  it.each<[string, Partial<Record<MnistPart, Uint8Array>>, string]>([
    ['labels of another number', { trainLabels: encodeIdx([2], Uint8Array.of(0, 1)) }, 'does not label 3 pictures'],
    ['labels for images', { trainImages: small.trainLabels }, 'holds no grey pictures'],
    ['no pictures', { testImages: encodeIdx([0, 28, 28], new Uint8Array(0)) }, 'holds no grey pictures'],
    ['a text', { testLabels: Buffer.from('0, 1, 2, 3') }, 'does not start as an IDX file'],
    ['a cut file', { trainImages: small.trainImages.subarray(0, 20) }, 'it was'.replace('it', 'the file')],
  ])('refuses %s', async (_, wrong, message) => {
    const place = await saved({ ...small, ...wrong }, unpackedName);
    const result = await readMnist({ folder: place, verify: false })();
    expect(E.isLeft(result) && result.left.message).toContain(message);
    expect(E.isLeft(result) && result.left.message).toContain(place);
  });
});

describe('readMnist', () => {
  it('refuses files that are not MNIST, and says what they may be', async () => {
    const result = await readMnist({ folder: await saved(small, unpackedName) })();
    expect(E.isLeft(result) && result.left._tag).toBe('WrongBytes');
    expect(E.isLeft(result) && result.left.message).toContain('Fashion-MNIST');
  });

  it('says which file is missing, and where it can be had', async () => {
    const place = await saved({});
    const result = await readMnist({ folder: place })();
    expect(E.isLeft(result) && result.left._tag).toBe('FileMissing');
    expect(E.isLeft(result) && result.left.message).toContain(`train-images-idx3-ubyte.gz was not found (${place})`);
    expect(E.isLeft(result) && result.left.message).toContain('https://storage.googleapis.com/');
    expect(await readMnist({})()).toMatchObject({ left: { _tag: 'FileMissing' } });
  });

  it('fetches what is not there, from one address after the other', async () => {
    const place = await saved({ trainImages: small.trainImages }, unpackedName);
    const asked: string[] = [];
    const fetch = (file: MnistFile): TE.TaskEither<Problem<'Offline'>, { path: string; content: Uint8Array }> => {
      asked.push(file.url);
      if (!file.url.includes('googleapis')) return TE.left(problem('Offline', { what: `no ${file.url}` }));
      const part = parts.find((candidate) => mnistFiles[candidate].sha256 === file.sha256) ?? 'trainImages';
      return TE.right({ path: `cache/${file.path}`, content: small[part] });
    };
    const { test } = await runOrThrow(readMnist({ folder: place, fetch, verify: false }));
    expect(test.files[0].path).toBe('cache/mnist/t10k-images-idx3-ubyte.gz');
    expect(asked).toHaveLength(6);
  });

  it('gives the first reason when no address answers, and asks no more once aborted', async () => {
    const failing = (tag: 'Offline' | 'Aborted') => {
      const asked: string[] = [];
      const fetch = (file: MnistFile) => {
        asked.push(file.url);
        return TE.left(problem(tag, { what: `failed ${asked.length}` }));
      };
      return { asked, fetch };
    };
    const offline = failing('Offline');
    expect(await readMnist({ fetch: offline.fetch })()).toEqual(E.left({ _tag: 'Offline', message: 'failed 1' }));
    expect(offline.asked).toHaveLength(2);
    const aborted = failing('Aborted');
    expect(await readMnist({ fetch: aborted.fetch })()).toMatchObject({ left: { _tag: 'Aborted' } });
    expect(aborted.asked).toHaveLength(1);
  });

  it('knows four files with two addresses and two checksums each', () => {
    const files = Object.values(mnistFiles);
    const seen = files.flatMap(({ path, url, mirrors, sha256, contentSha256 }) => [path, url, ...mirrors, sha256, contentSha256]); // prettier-ignore
    expect(new Set(seen).size).toBe(20);
    for (const { path, url, mirrors, sha256, contentSha256 } of files) {
      for (const address of [url, ...mirrors]) expect(address).toMatch(new RegExp(`^https://.*/${basename(path)}$`));
      for (const hash of [sha256, contentSha256]) expect(hash).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  const data = process.env.BCL_DATA_DIR;
  (data === undefined ? it.skip : it)(
    `reads MNIST itself${data === undefined ? ' (skipped: BCL_DATA_DIR is not set)' : ''}`,
    async () => {
      const { train, test } = await runOrThrow(readMnist({ folder: data ?? '' }));
      expect([train.title, train.count, test.title, test.count]).toEqual(['MNIST, train', 60000, 'MNIST, test', 10000]);
      const counts = new Array<number>(10).fill(0);
      test.labels?.forEach((label) => counts[label]++);
      // Counted by an independent program.
      expect(counts).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
      expect(train.pixels.reduce((a, b) => a + b, 0) / train.pixels.length).toBeCloseTo(33.3184, 4);
    },
  );
});
