import { fromRows } from '@bcl/linalg';
import { dataset } from './dataset';
import { summary } from './summary';

const features = fromRows([
  [1, NaN],
  [NaN, NaN],
  [5, 6],
]);

describe('summary', () => {
  it('counts what is there and what is missing', () => {
    expect(summary(dataset({ name: 'x', features }))).toEqual({
      name: 'x',
      rows: 3,
      columns: 2,
      missing: [1, 2],
      missingCells: 3,
      completeRows: 1,
    });
  });

  it('counts classes, also empty ones', () => {
    const set = dataset({ name: 'x', features, labels: Int32Array.of(2, 0, 2), classNames: ['a', 'b', 'c'] });
    expect(summary(set).classCounts).toEqual([1, 0, 2]);
  });
});
