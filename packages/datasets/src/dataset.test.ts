import { fromRows, matrix } from '@bcl/linalg';
import { dataset } from './dataset';

const features = fromRows([
  [1, NaN],
  [3, 4],
  [5, 6],
]);

describe('dataset', () => {
  it('fills in names and the provenance', () => {
    expect(dataset({ name: 'x', features })).toEqual({
      name: 'x',
      features,
      featureNames: ['column 0', 'column 1'],
      provenance: { name: 'x', source: 'made in memory', files: [] },
    });
  });

  it('names classes up to the largest label', () => {
    expect(dataset({ name: 'x', features, labels: Int32Array.of(2, 0, 0) }).classNames).toEqual(['0', '1', '2']);
  });

  it.each([
    ['labels', { labels: Int32Array.of(0) }, '1 labels for 3 rows'],
    ['feature names', { featureNames: ['a'] }, '1 feature names for 2 columns'],
    ['a label beyond', { labels: Int32Array.of(0, 2, 0), classNames: ['a', 'b'] }, 'label 2 of row 1'],
    ['a negative label', { labels: Int32Array.of(0, -1, 0) }, 'label -1 of row 1'],
    ['infinity', { features: fromRows([[1], [-Infinity]]) }, 'row 1, column 0'],
    ['another shape', { features: { ...matrix(2, 2), rows: 3 } }, '3 x 2 features hold 4 values'],
  ])('refuses %s', (_, parts, message) => {
    expect(() => dataset({ name: 'x', features, ...parts })).toThrow(RangeError);
    expect(() => dataset({ name: 'x', features, ...parts })).toThrow(message);
  });
});
