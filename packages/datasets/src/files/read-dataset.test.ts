import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as E from 'fp-ts/lib/Either.js';
import { runOrThrow } from '@bcl/errors';
import { matFile } from '../readers/mat/mat-file.fixture';
import { detectFormat, readDataset } from './read-dataset';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bcl-read-dataset-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function stored(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const idx = Uint8Array.of(0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 2, 3, 4);

describe('readDataset', () => {
  it.each([
    ['plain.csv', 'a,b\n3,4\n'],
    ['packed.csv.gz', gzipSync('a,b\n3,4\n')],
    ['packed-without-saying.csv', gzipSync('a,b\n3,4\n')],
    ['table.tsv', 'a\tb\n3\t4\n'],
    ['table.data', '3 4\n'],
    ['sparse', '1 1:3 2:4\n'],
    ['matrix.mat', matFile([[3, 4]])],
    ['matrix-called-otherwise.bin', matFile([[3, 4]], { compressed: true })],
    ['array-idx2-ubyte.gz', gzipSync(idx)],
  ])('%s', async (name, content) => {
    const path = await stored(name, content);
    const set = await runOrThrow(readDataset(path));
    expect([...set.features.data]).toEqual([3, 4]);
    expect([set.name, set.provenance.source]).toEqual([name, path]);
    expect(set.provenance.files[0].bytes).toBe(content.length);
  });

  it('hands options on', async () => {
    const path = await stored('labelled.csv', 'a,y\n3,u\n4,v\n');
    const set = await runOrThrow(readDataset(path, { label: 'y', name: 'mine', source: 'made up' }));
    expect([set.name, set.provenance.source, set.classNames]).toEqual(['mine', 'made up', ['u', 'v']]);
  });

  it('believes the format option', async () => {
    const path = await stored('odd.csv', '1 1:3 2:4\n');
    expect((await runOrThrow(readDataset(path, { format: 'libsvm' }))).features.columns).toBe(2);
    expect(await readDataset(path, { format: 'mat' })()).toMatchObject(E.left({ _tag: 'UnknownFormat' }));
  });

  it.each([
    ['absent.csv', undefined, 'FileMissing'],
    ['empty.csv', '', 'EmptyInput'],
    ['.', undefined, 'NotAFile'],
    ['picture.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0), 'UnknownFormat'],
    ['bad.csv', 'a,b\n1,2\n3,oops\n', 'BadCell'],
    ['hdf.mat', 'MATLAB 7.3 MAT-file', 'UnsupportedFile'],
    ['cut.csv.gz', gzipSync('a,b\n3,4\n').subarray(0, 12), 'DamagedFile'],
    ['bomb.csv.gz', gzipSync('1,2\n'.repeat(10_000)), 'TooLarge'],
  ])('%s is refused', async (name, content, tag) => {
    const path = content === undefined ? join(folder, name) : await stored(name, content);
    const result = await readDataset(path, { maxBytes: 10_000 })();
    expect(result).toMatchObject(E.left({ _tag: tag }));
    expect(E.isLeft(result) && result.left.message).toContain(name === '.' ? folder : name);
  });
});

describe('columns that a format does not have', () => {
  it.each([
    ['sparse', '1 1:3 2:4\n', { label: 'kind' }, 'leave label out'],
    ['image-idx2', idx, { label: 0 }, 'leave label out'],
    ['image-idx2', idx, { drop: [0] }, 'leave drop out'],
    ['matrix.mat', matFile([[3, 4]]), { drop: [0] }, 'leave drop out'],
  ])('%s: %j', async (name, content, options, hint) => {
    const result = await readDataset(await stored(name, content), options)();
    expect(result).toMatchObject(E.left({ _tag: 'NoSuchColumn' }));
    expect(E.isLeft(result) && result.left.message).toContain(hint);
  });
});

describe('detectFormat', () => {
  const formatOf = (text: string, path: string): unknown => detectFormat(new TextEncoder().encode(text), path, 1000);

  it.each([
    ['+1 3:0.5 7:1 # note', 'x', 'libsvm'],
    ['\n-1.5e3 1:2', 'x.txt', 'libsvm'],
    ['1,2', 'x.svm', 'libsvm'],
    ['1 1:2', 'x.CSV.GZ', 'csv'],
    ['12:30,1', 'x', 'csv'],
    ['5 4 3', 'x', 'csv'],
    ['x', 'x.mat', 'mat'],
  ])('%j in %s is %s', (text, path, format) => {
    expect(formatOf(text, path)).toEqual(E.right(format));
  });
});
