import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { orThrow, runOrThrow } from '@bcl/errors';
import type { FetchLike } from '../files/download';
import { summary } from '../summary';
import { loadNamed } from './load';
import type { LoadedSet } from './load';
import { namedSets } from './registry';
import type { SetName } from './registry';

const folder = process.env.BCL_DATA_DIR;
const withData = folder === undefined ? describe.skip : describe;

withData(`the named sets themselves${folder === undefined ? ' (skipped: BCL_DATA_DIR is not set)' : ''}`, () => {
  /** Rows of each class as counted by an independent program. */
  const classCounts = {
    glass: [[70, 76, 17, 13, 9, 29]],
    letter: [
      [
        789, 766, 736, 805, 768, 775, 773, 734, 755, 747, 739, 761, 792, 783, 753, 803, 783, 758, 748, 796, 813, 764,
        752, 787, 786, 734,
      ],
    ],
    pendigits: [
      [780, 779, 780, 719, 780, 720, 720, 778, 719, 719],
      [363, 364, 364, 336, 364, 335, 336, 364, 336, 336],
    ],
    vehicle: [[199, 217, 218, 212]],
    satimage: [
      [1072, 479, 961, 415, 470, 1038],
      [461, 224, 397, 211, 237, 470],
    ],
    'connect-4': [[6449, 16635, 44473]],
    covtype: [[2942, 6022, 2160, 2160, 2396, 2160, 2160]],
    iris: [[50, 50, 50]],
  } as const;

  const loadedSets = new Map<string, Promise<LoadedSet>>();
  /** Each set is read once, for the larger ones take a second. */
  const load = (name: SetName): Promise<LoadedSet> => {
    const loaded = loadedSets.get(name) ?? runOrThrow(loadNamed(name, { folder, download: false }));
    loadedSets.set(name, loaded);
    return loaded;
  };

  it.each(Object.values(namedSets))('$name has the rows, features and classes that it should', async (info) => {
    const loaded = await load(info.name);
    const parts = [loaded.dataset, ...(loaded.test === undefined ? [] : [loaded.test])];
    expect(parts.map((part) => summary(part).classCounts)).toEqual(classCounts[info.name]);
    expect(parts.map((part) => part.features.rows)).toEqual(info.rows);
    for (const part of parts) {
      expect(part.features.columns).toBe(info.dimension);
      expect(part.classNames).toHaveLength(info.classes);
      expect(part.name).toBe(info.name);
    }
    expect(parts.flatMap((part) => part.provenance.files.map((file) => file.sha256))).toEqual(
      info.files.map((file) => file.sha256),
    );
  });

  it.each([
    ['glass', 0, 75.41],
    ['letter', 0, 15],
    ['pendigits', 0, 100],
    ['vehicle', 0, 1018],
    ['satimage', -1, 1],
    ['connect-4', 0, 1],
    ['iris', 0.1, 7.9],
  ] as const)('%s ranges from %d to %d', async (name, least, most) => {
    const { data } = (await load(name)).dataset.features;
    let [low, high] = data;
    for (const value of data) {
      low = value < low ? value : low;
      high = value > high ? value : high;
    }
    expect([low, high]).toEqual([least, most]);
  });

  it('reads the first rows of covtype and satimage as they stand in the files', async () => {
    const covtype = (await load('covtype')).dataset;
    expect([...covtype.features.data.subarray(0, 10)]).toEqual([2596, 51, 3, 258, 0, 510, 221, 232, 148, 6279]);
    expect(covtype.labels?.[0]).toBe(4);
    const satimage = (await load('satimage')).dataset;
    expect([...satimage.features.data.subarray(0, 4)]).toEqual([0, 0.127273, -0.0952381, -0.289256]);
    expect(satimage.labels?.[0]).toBe(5);
  });

  it('sets one of three indicators for each of the 42 squares of connect-4', async () => {
    const { dataset } = await load('connect-4');
    const { rows, columns, data } = dataset.features;
    for (let square = 0; square < rows * 42; square++) {
      const indicators = data.subarray(3 * square, 3 * square + 3);
      if (indicators[0] + indicators[1] + indicators[2] !== 1)
        throw new Error(`square ${square}: ${indicators.join()}`);
    }
    // Rows 1 of LIBSVM's connect-4: its first square is empty, which is the second of three features.
    expect([...data.subarray(0, 3)]).toEqual([0, 1, 0]);
    expect(columns).toBe(126);
  });

  it('downloads into the cache, and then does without the server', async () => {
    const scratch = await mkdtemp(join(tmpdir(), 'bcl-named-'));
    const served: string[] = [];
    const server = createServer((request, response) => {
      served.push(request.url ?? '');
      void readFile(join(folder ?? '', request.url ?? '')).then((bytes) => response.end(bytes));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const download: FetchLike = (url, init) => {
      const file = namedSets.iris.files.find((candidate) => candidate.url === url);
      return fetch(`http://127.0.0.1:${port}/${file?.path}`, init);
    };
    try {
      const first = await runOrThrow(loadNamed('iris', { cache: scratch, download }));
      const second = await runOrThrow(loadNamed('iris', { cache: scratch, download: false }));
      expect(second.dataset).toEqual(first.dataset);
      expect(served).toEqual(['/libsvm-uci/iris.tsv.gz']);
    } finally {
      await new Promise((resolve) => server.close(resolve));
      await rm(scratch, { recursive: true });
    }
  });
});

describe('loadNamed', () => {
  it('lists the names when it does not know one', async () => {
    const result = await loadNamed('constructor', {})();
    expect(result).toMatchObject(E.left({ _tag: 'UnknownName' }));
    expect(E.isLeft(result) && result.left.message).toContain('glass, letter, pendigits');
  });

  it('says where it looked and what to fetch when there is neither folder nor cache', async () => {
    const result = await loadNamed('vehicle', {})();
    expect(result).toMatchObject(E.left({ _tag: 'FileMissing' }));
    expect(() => orThrow(result)).toThrow(namedSets.vehicle.files[0].url);
  });
});

describe('the registry', () => {
  it.each(Object.entries(namedSets))('%s is consistent', (name, info) => {
    expect(info.name).toBe(name);
    expect(info.rows).toHaveLength(info.files.length);
    expect(info.componentsFrom === 'classes' ? info.components : info.classes).toBe(info.classes);
    for (const file of info.files) {
      expect(file.sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(file.url).toMatch(/^https:\/\/raw\.githubusercontent\.com\/[\w-]+\/[\w-]+\/[0-9a-f]{40}\//);
      expect(file.path).not.toMatch(/^\/|\.\.|\\/);
    }
  });
});
