import fc from 'fast-check';
import { fromRows, matrix, row, toRows } from './matrix';

describe('matrix', () => {
  it('is of zeros unless it is given data, which it does not copy', () => {
    expect(matrix(2, 2)).toEqual({ rows: 2, columns: 2, data: new Float64Array(4) });
    const data = Float64Array.of(1, 2, 3);
    expect(matrix(3, 1, data).data).toBe(data);
  });

  it('may be empty', () => {
    expect(matrix(0, 3).data).toHaveLength(0);
    expect(matrix(3, 0).data).toHaveLength(0);
  });

  it('refuses sizes and data that do not fit', () => {
    expect(() => matrix(-1, 2)).toThrow(RangeError);
    expect(() => matrix(1.5, 2)).toThrow(RangeError);
    expect(() => matrix(2, 2, new Float64Array(3))).toThrow(/2 × 2 = 4/);
  });
});

describe('fromRows and toRows', () => {
  it('are inverse to each other', () => {
    const rows = fc
      .integer({ min: 1, max: 5 })
      .chain((columns) =>
        fc.array(fc.array(fc.double(), { minLength: columns, maxLength: columns }), { minLength: 1 }),
      );
    fc.assert(
      fc.property(rows, (values) => {
        const m = fromRows(values);
        expect([m.rows, m.columns]).toEqual([values.length, values[0].length]);
        expect(toRows(m)).toEqual(values);
      }),
    );
  });

  it('take typed rows, copy them, and know the empty matrix', () => {
    const first = Float64Array.of(1, 2);
    const m = fromRows([first, Float32Array.of(3, 4)]);
    first[0] = 9;
    expect(toRows(m)).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(fromRows([])).toEqual({ rows: 0, columns: 0, data: new Float64Array(0) });
    expect(toRows(matrix(2, 0))).toEqual([[], []]);
  });

  it('refuse ragged rows', () => {
    expect(() => fromRows([[1, 2], [3]])).toThrow(/row 0 has 2 entries, row 1 has 1/);
    expect(() => fromRows([[1], [3, 4]])).toThrow(RangeError);
  });
});

describe('row', () => {
  it('is a view of the matrix', () => {
    const m = fromRows([
      [1, 2],
      [3, 4],
    ]);
    row(m, 1)[0] = 7;
    expect(Array.from(m.data)).toEqual([1, 2, 7, 4]);
  });

  it.each([-1, 2, 0.5, NaN])('%p does not exist in a matrix of two rows', (i) => {
    expect(() => row(matrix(2, 2), i)).toThrow(RangeError);
  });
});
