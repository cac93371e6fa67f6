import { fromRows } from '@bcl/linalg';
import { dataset } from './dataset';
import { selectRows } from './selection';

const features = fromRows([
  [1, 2],
  [3, NaN],
  [5, 6],
]);
const set = dataset({ name: 'x', features, labels: Int32Array.of(0, 1, 2), classNames: ['a', 'b', 'c'] });

describe('selectRows', () => {
  it('takes rows and labels in the given order, also twice', () => {
    const chosen = selectRows(set, Int32Array.of(1, 0, 1));
    expect(chosen.features).toEqual({ rows: 3, columns: 2, data: Float64Array.of(3, NaN, 1, 2, 3, NaN) });
    expect(chosen.labels).toEqual(Int32Array.of(1, 0, 1));
  });

  it('keeps names, classes and provenance, and copies the values', () => {
    const chosen = selectRows(set, [0]);
    expect(chosen).toMatchObject({ name: 'x', classNames: ['a', 'b', 'c'], provenance: set.provenance });
    chosen.features.data[0] = 99;
    expect(set.features.data[0]).toBe(1);
  });

  it('does without labels, and without rows', () => {
    expect(selectRows(dataset({ name: 'x', features }), [2]).labels).toBeUndefined();
    expect(selectRows(set, []).features).toEqual({ rows: 0, columns: 2, data: new Float64Array(0) });
  });

  it.each([3, -1, 0.5, NaN])('refuses row %d', (row) => {
    expect(() => selectRows(set, [row])).toThrow(RangeError);
  });
});
