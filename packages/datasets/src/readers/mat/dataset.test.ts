import { orThrow } from '@bcl/errors';
import { readMat } from './dataset';
import type { MatOptions } from './dataset';
import golden from './mat.golden.json';
import { matFile } from './mat-file.fixture';

const bytes = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));
const file = matFile([
  [7, 1, 2],
  [9, 3, NaN],
  [7, 5, 6],
]);

function problemOf(input: Uint8Array, options: MatOptions): string {
  const result = readMat(input, { name: 'x.mat', ...options });
  return result._tag === 'Left' ? `${result.left._tag}: ${result.left.message}` : 'none';
}

describe('readMat', () => {
  it('takes the rows of the only matrix, NaN as missing', () => {
    const set = orThrow(readMat(file, { name: 'x.mat', source: 'a test' }));
    expect(set.features).toEqual({ rows: 3, columns: 3, data: Float64Array.of(7, 1, 2, 9, 3, NaN, 7, 5, 6) });
    expect(set.labels).toBeUndefined();
    expect(set.provenance).toMatchObject({ name: 'x.mat', source: 'a test', files: [{ bytes: file.length }] });
  });

  it.each([
    [0, [1, 2, 3, NaN, 5, 6], [0, 1, 0], ['7', '9']],
    [-2, [7, 2, 9, NaN, 7, 6], [0, 1, 2], ['1', '3', '5']],
  ])('takes column %d as labels', (label, features, labels, classNames) => {
    const set = orThrow(readMat(file, { label }));
    expect([...set.features.data]).toEqual(features);
    expect([...(set.labels ?? [])]).toEqual(labels);
    expect(set.classNames).toEqual(classNames);
  });

  it('takes another variable as labels', () => {
    const set = orThrow(readMat(bytes(golden.labelled), { label: 'y' }));
    expect([...set.features.data]).toEqual(golden.doubles.flat().map((value) => value ?? NaN));
    expect([...(set.labels ?? [])]).toEqual([1, 0]);
    expect(set.classNames).toEqual(['1', '3']);
  });

  it('numbers classes in a given order', () => {
    const set = orThrow(readMat(file, { label: 0, classNames: ['9', '8', '7'] }));
    expect([...(set.labels ?? [])]).toEqual([2, 0, 2]);
  });

  it('takes the variable that is named', () => {
    expect(orThrow(readMat(bytes(golden.types), { variable: 'int16' })).features.rows).toBe(2);
  });

  it.each([
    ['several candidates', bytes(golden.labelled), {}, 'Ambiguous: ', 'X (2 x 3 double), y (2 x 1 uint8)'],
    ['no such variable', file, { variable: 'Z' }, 'UnsupportedFile: ', 'it holds DataSet (3 x 3 double)'],
    ['a variable of three dimensions', bytes(golden.others), { variable: 'volume' }, 'UnsupportedFile', '2 x 3 x 4'],
    ['no such label variable', file, { label: 'y' }, 'BadLabel', 'no numeric variable of that name'],
    [
      'a label variable of another length',
      bytes(golden.labelled),
      { variable: 'y', label: 'X' },
      'BadLabel',
      'holds 6',
    ],
    ['no such label column', file, { label: 3 }, 'NoSuchColumn', 'index from 0 to 2'],
    ['labels that are missing', file, { label: 2 }, 'BadLabel', 'NaN'],
    ['a column of labels only', matFile([[1], [2]]), { label: 0 }, 'EmptyInput', 'leaves no features'],
    ['an empty matrix', matFile([]), {}, 'EmptyInput', '0 x 0'],
    ['an infinite value', bytes(golden.infinite), {}, 'BadCell', 'row 0, feature 1'],
  ])('refuses %s', (_, input, options, tag, message) => {
    const found = problemOf(input, options);
    expect(found).toContain(message);
    expect(found.startsWith(tag)).toBe(true);
  });
});
