import fc from 'fast-check';
import { fromRows, matrix } from '@bcl/linalg';
import type { Matrix } from '@bcl/linalg';
import { fitMinMax, fitStandard } from './scaler';

const cell = fc.oneof(
  { weight: 5, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) },
  { weight: 1, arbitrary: fc.constant(NaN) },
);
const matrices: fc.Arbitrary<Matrix> = fc
  .record({ rows: fc.integer({ min: 1, max: 8 }), columns: fc.integer({ min: 1, max: 4 }) })
  .chain(({ rows, columns }) =>
    fc
      .array(cell, { minLength: rows * columns, maxLength: rows * columns })
      .map((values) => matrix(rows, columns, Float64Array.from(values))),
  );

function column(points: Matrix, index: number): readonly number[] {
  return [...points.data].filter((value, i) => i % points.columns === index && !Number.isNaN(value));
}

describe.each([
  ['fitMinMax', fitMinMax],
  ['fitStandard', fitStandard],
])('%s', (_, fit) => {
  it('keeps NaN where it is and makes none', () => {
    fc.assert(
      fc.property(matrices, (points) => {
        const scaled = fit(points).apply(points);
        expect([...scaled.data].map(Number.isNaN)).toEqual([...points.data].map(Number.isNaN));
      }),
    );
  });

  it('is undone by invert, up to rounding', () => {
    fc.assert(
      fc.property(matrices, (points) => {
        const scaler = fit(points);
        const back = scaler.invert(scaler.apply(points));
        const largest = Math.max(1e-300, ...column(matrix(points.data.length, 1, points.data), 0).map(Math.abs));
        back.data.forEach((value, index) => {
          if (!Number.isNaN(value)) expect(Math.abs(value - points.data[index])).toBeLessThanOrEqual(1e-12 * largest);
        });
      }),
    );
  });

  it('turns a constant column into zeros, also one that rounds badly', () => {
    const scaler = fit(fromRows([[0.1], [0.1], [0.1]]));
    expect([...scaler.apply(fromRows([[0.1], [0.6]])).data]).toEqual([0, 0.5]);
    expect([...scaler.scale]).toEqual([1]);
  });

  it('leaves a column without any value alone', () => {
    const scaler = fit(fromRows([[NaN], [NaN]]));
    expect([...scaler.apply(fromRows([[3], [NaN]])).data]).toEqual([3, NaN]);
  });

  it('does not change its input', () => {
    const points = fromRows([[1], [2]]);
    fit(points).apply(points);
    expect([...points.data]).toEqual([1, 2]);
  });

  it('refuses infinities, a spread beyond the doubles and another width', () => {
    expect(() => fit(fromRows([[1], [Infinity]]))).toThrow(RangeError);
    expect(() => fit(fromRows([[-1.7e308], [1.7e308]]))).toThrow(/column 0/);
    expect(() => fit(fromRows([[1], [2]])).apply(fromRows([[1, 2]]))).toThrow(/fitted on 1 columns/);
  });
});

it('fitMinMax puts the extremes at exactly 0 and 1', () => {
  fc.assert(
    fc.property(matrices, (points) => {
      const scaled = fitMinMax(points).apply(points);
      for (let index = 0; index < points.columns; index++) {
        const values = column(scaled, index);
        if (new Set(column(points, index).map((value) => value + 0)).size < 2) continue;
        expect([Math.min(...values), Math.max(...values)]).toEqual([0, 1]);
      }
    }),
  );
});

it('fitStandard gives mean 0 and variance 1, also far from the origin', () => {
  const points = fromRows([[1e9 + 1], [1e9 + 2], [1e9 + 6], [NaN]]);
  const values = column(fitStandard(points).apply(points), 0);
  expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 9);
  expect(values.reduce((sum, value) => sum + value * value, 0) / 3).toBeCloseTo(1, 9);
});
