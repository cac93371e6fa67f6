import { fromRows } from '@bcl/linalg';
import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { largestDifference } from '../fixtures/random-cases';
import { observe, orThrow, toMatrix, type Table } from '../index';
import { selectRows } from './observations';

const rows = [
  [1, 2],
  [3, 4],
  [5, 6],
];
const flat = Float64Array.of(1, 2, 3, 4, 5, 6);
const messageOf = (either: E.Either<{ message: string }, unknown>): string =>
  E.isLeft(either) ? either.left.message : 'no problem';

describe('toMatrix', () => {
  it.each<[string, Table]>([
    ['rows of numbers', rows],
    ['rows of typed arrays', rows.map((row) => Float32Array.from(row))],
    ['a matrix', fromRows(rows)],
    ['a flat array with a shape', { data: flat, shape: [3, 2] }],
    ['a data set', { features: fromRows(rows) }],
  ])('takes %s', (_name, table) => {
    expect(orThrow(toMatrix(table))).toEqual({ rows: 3, columns: 2, data: flat });
  });

  it.each<[string, unknown, string]>([
    ['no rows', [], 'the table has no rows'],
    ['no cells', [[]], 'the first row has no cells'],
    ['ragged rows', [[1, 2], [3]], 'row 1 has 1 cells where row 0 has 2'],
    ['a string', [[1, 'two']], 'the cell is "two", not a number (row 0, column 1)'],
    ['a null', [[1, null]], 'the cell is null, not a number (row 0, column 1)'],
    ['an undefined', [[1, undefined]], 'the cell is undefined, not a number (row 0, column 1)'],
    ['words', ['ab', 'cd'], 'row 0 is "ab", not a list of numbers'],
    ['numbers instead of rows', [1, 2, 3], 'row 0 is 1, not a list of numbers'],
    ['a hole for a row', [[1], undefined], 'row 1 is undefined, not a list of numbers'],
    ['a wrong length', { data: flat, shape: [2, 2] }, 'the array holds 6 numbers, not 2 x 2 = 4'],
    ['an empty shape', { data: new Float64Array(), shape: [0, 2] }, 'the table has 0 rows and 2 columns'],
    ['half a row', { data: flat, shape: [1.5, 4] }, 'the table has 1.5 rows and 4 columns'],
    ['a nameless shape', { data: flat, shape: [NaN, 4] }, 'the table has NaN rows and 4 columns'],
  ])('refuses %s', (_name, table, message) => {
    expect(messageOf(toMatrix(table as Table))).toContain(message);
  });

  it('never throws on a list of anything', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (table) => {
        const result = toMatrix(table as unknown as Table);
        if (E.isRight(result)) expect(result.right.data).toHaveLength(result.right.rows * result.right.columns);
      }),
    );
  });
});

describe('observe', () => {
  const gappy = [
    [1, NaN, 3],
    [4, 5, 6],
    [NaN, NaN, NaN],
    [7, NaN, 9],
    [1, 2, 3],
  ];

  it('groups rows by what they know', () => {
    const { patterns, complete, rows: count, dimension, totalWeight } = orThrow(observe(gappy));
    expect({ complete, count, dimension, totalWeight }).toEqual({
      complete: false,
      count: 5,
      dimension: 3,
      totalWeight: 5,
    });
    expect(patterns).toEqual([
      { observed: [0, 2], missing: [1], rows: Int32Array.of(0, 3) },
      { observed: [0, 1, 2], missing: [], rows: Int32Array.of(1, 4) },
      { observed: [], missing: [0, 1, 2], rows: Int32Array.of(2) },
    ]);
  });

  it('puts every row into one pattern, and only its known cells are numbers', () => {
    const cell = fc.option(fc.integer(), { nil: NaN });
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 20 }),
        (table) => {
          const { patterns } = orThrow(observe(table, undefined, { emptyColumns: true }));
          const seen = patterns.flatMap(({ rows: own }) => Array.from(own)).sort((a, b) => a - b);
          expect(seen).toEqual(table.map((_, n) => n));
          for (const { observed, missing, rows: own } of patterns)
            own.forEach((n) => {
              expect(observed.every((d) => !Number.isNaN(table[n][d]))).toBe(true);
              expect(missing.every((d) => Number.isNaN(table[n][d]))).toBe(true);
              expect([...observed, ...missing].sort()).toEqual([0, 1, 2]);
            });
        },
      ),
    );
  });

  it('calls a table without gaps complete', () => {
    expect(orThrow(observe(rows)).complete).toBe(true);
  });

  it.each([
    [
      'infinite cells',
      [
        [1, 2],
        [Infinity, 3],
      ],
      'the cell is Infinity (row 1, column 0)',
    ],
    ['negatively infinite cells', [[1, -Infinity]], 'the cell is -Infinity (row 0, column 1)'],
    [
      'columns of gaps',
      [
        [1, NaN],
        [2, NaN],
      ],
      'column 1 has no known cell',
    ],
  ])('refuses %s', (_name, table, message) => {
    expect(messageOf(observe(table))).toContain(message);
  });

  it('accepts columns of gaps where the caller only wants densities', () => {
    expect(orThrow(observe([[1, NaN]], undefined, { emptyColumns: true })).patterns[0].missing).toEqual([1]);
  });

  it.each([
    ['too few', [1, 1], 'there are 2 weights for 3 rows'],
    ['a negative one', [1, -1, 1], 'the weight of row 1 is -1'],
    ['NaN', [1, 1, NaN], 'the weight of row 2 is NaN'],
    ['an infinite one', [Infinity, 1, 1], 'the weight of row 0 is Infinity'],
    ['nothing but zeros', [0, 0, 0], 'all weights are zero'],
  ])('refuses weights with %s', (_name, weights, message) => {
    expect(messageOf(observe(rows, weights))).toContain(message);
  });

  it('sums the weights', () => {
    const { totalWeight, weights } = orThrow(observe(rows, [0, 0.5, 2]));
    expect(totalWeight).toBe(2.5);
    expect(weights).toEqual(Float64Array.of(0, 0.5, 2));
  });

  it('gives problems a tag, what, why not and what to try', () => {
    const result = observe([[1, 'x']] as unknown as number[][]);
    expect(result).toMatchObject({ left: { _tag: 'InvalidData' } });
    expect(messageOf(result)).toBe(
      'the cell is "x", not a number (row 0, column 1); use numbers, and NaN for a missing cell',
    );
  });

  it('selects rows with their gaps and weights of their own', () => {
    const data = orThrow(observe(gappy));
    const some = selectRows(data, [0, 2, 4], Float64Array.of(1, 2, 3));
    expect(some).toMatchObject({ rows: 3, dimension: 3, totalWeight: 6, complete: false });
    expect(largestDifference(some.data, [1, NaN, 3, NaN, NaN, NaN, 1, 2, 3])).toBe(0);
    expect(some.patterns.map(({ rows: own }) => Array.from(own))).toEqual([[0], [1], [2]]);
    const whole = selectRows(orThrow(observe(rows)), [1, 2], Float64Array.of(1, 1));
    expect(whole.patterns).toEqual([{ observed: [0, 1], missing: [], rows: Int32Array.of(0, 1) }]);
    expect(whole.complete).toBe(true);
  });
});
