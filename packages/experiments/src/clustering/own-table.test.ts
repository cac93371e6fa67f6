import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runOrThrow } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';
import { ownTable, plainName, type OwnTableOptions } from './own-table';

let folder = '';
beforeAll(() => (folder = mkdtempSync(path.join(tmpdir(), 'own-table-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const stored = (name: string, content: string): string => {
  writeFileSync(path.join(folder, name), content);
  return path.join(folder, name);
};
const messageOf = async (file: string, options: OwnTableOptions): Promise<string> => {
  const read = await ownTable(file, options)();
  return E.isLeft(read) ? `${read.left._tag}: ${read.left.message}` : 'no problem';
};

const trees = 'id,length,width,kind\na,1,2,oak\nb,NA,n.d.,ash\nc,5,6,oak\n';

describe('ownTable', () => {
  it('takes the classes from the label column and K from the classes', async () => {
    const file = stored('trees.csv', trees);
    const table = await runOrThrow(ownTable(file, { label: 'kind', drop: 'id', missing: 'n.d.' }));
    expect(table.name).toBe('trees');
    expect(table.components).toBe(2);
    expect(table.dataset.featureNames).toEqual(['length', 'width']);
    expect(Array.from(table.dataset.features.data)).toEqual([1, 2, NaN, NaN, 5, 6]);
    expect(table.dataset.classNames).toEqual(['ash', 'oak']);
    expect(table.note).toBeUndefined();
  });

  it('takes columns by position, what separates them and whether they have names, and K as given', async () => {
    const file = stored('trees.txt', trees.replaceAll(',', ';'));
    const options = { label: '-1', drop: '0, 2', header: 'yes', delimiter: 'semicolon', components: 5 } as const;
    const table = await runOrThrow(ownTable(file, options));
    expect(table.components).toBe(5);
    expect(table.dataset.featureNames).toEqual(['length']);
  });

  it('numbers the classes of the test part as those of the training part, new ones after them', async () => {
    const train = stored('train.csv', 'x,kind\n1,b\n2,c\n3,b\n');
    const test = stored('test.csv', 'x,kind\n4,c\n5,a\n6,b\n');
    const { test: held } = await runOrThrow(ownTable(train, { label: 'kind', test }));
    expect(held?.classNames).toEqual(['b', 'c', 'a']);
    expect(Array.from(held?.labels ?? [])).toEqual([1, 2, 0]);
  });

  it('points out a column that counts the rows', async () => {
    const lines = Array.from({ length: 12 }, (_, n) => `${n + 1},${(n * 7) % 5},${n < 6 ? 'a' : 'b'}`);
    const file = stored('counted.csv', ['no,x,kind', ...lines].join('\n'));
    const { note } = await runOrThrow(ownTable(file, { label: 'kind' }));
    expect(note).toBe('Column "no" counts the rows: if it is an identifier, leave it out with --drop "no".');
  });

  it.each<[string, OwnTableOptions, string]>([
    ['no label and no K', { drop: 'id,kind', missing: 'n.d.' }, 'NoComponents: The number of components is not known'],
    ['an unknown label', { label: 'sort' }, 'NoSuchColumn: No column is called "sort"'],
    ['an unknown column to drop', { label: 'kind', drop: 'idd' }, 'NoSuchColumn: No column is called "idd"'],
    ['text where numbers should be', { label: 'kind' }, 'BadCell: "a" is not a number'],
  ])('refuses %s', async (_, options, message) => {
    expect(await messageOf(stored('trees.csv', trees), options)).toContain(message);
  });

  it.each([
    ['other columns', 'x,z,kind\n1,2,b\n', 'Feature 1 of the test file is called "z"'],
    ['fewer columns', 'x,kind\n1,b\n', 'The test file has 1 feature ('],
    ['no label column', 'x,y\n1,2\n', 'No column is called "kind"'],
  ])('refuses a test part with %s', async (_, content, message) => {
    const train = stored('train.csv', 'x,y,kind\n1,1,b\n2,2,c\n3,3,b\n');
    expect(await messageOf(train, { label: 'kind', test: stored('test.csv', content) })).toContain(message);
  });

  it('tells whoever names a folder what else could be meant', async () => {
    expect(await messageOf(folder, {})).toContain('with --dataset NAME the folder that holds the named sets');
    expect(await messageOf(path.join(folder, 'none.csv'), {})).toContain('FileMissing: There is no such file');
  });
});

describe('plainName', () => {
  it.each([
    ['/a/b/glass.mat', 'glass'],
    ['table.csv.gz', 'table'],
    ['My wines (2024).csv', 'My-wines-2024'],
    ['größe.tsv', 'gro-e'],
    ['v1.2-final.csv', 'v1.2-final'],
    ['データ.csv', 'table'],
    ['.csv', 'csv'],
    ['train-images-idx3-ubyte', 'train-images-idx3-ubyte'],
  ])('%s: %s', (file, name) => {
    expect(plainName(file)).toBe(name);
    expect(`${plainName(file)}-pairs.svg`).toMatch(/^[\w.-]+\.svg$/);
  });
});
