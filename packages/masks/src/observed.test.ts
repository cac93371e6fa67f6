import { fold, key } from '@bcl/random';
import fc from 'fast-check';
import { standardErrors } from './frequency';
import { indexSet } from './index-set';
import { fromObserved } from './observed';

const rows = [
  [1, NaN, 3],
  [1, 2, 3],
  [NaN, NaN, 3],
  [4, NaN, 6],
  [NaN, NaN, NaN],
];

test('each distinct pattern with its rows, in order of first appearance', () => {
  const { dimension, patterns } = fromObserved(rows);
  expect(dimension).toBe(3);
  expect(patterns).toEqual([
    { observed: [0, 2], missing: [1], rows: [0, 3] },
    { observed: [0, 1, 2], missing: [], rows: [1] },
    { observed: [2], missing: [0, 1], rows: [2] },
    { observed: [], missing: [0, 1, 2], rows: [4] },
  ]);
});

test('a flat matrix has the patterns of its rows', () => {
  expect(fromObserved({ rows: 5, columns: 3, data: Float64Array.from(rows.flat()) }).patterns).toEqual(
    fromObserved(rows).patterns,
  );
});

test('every row is in one pattern, and the pattern is its own', () => {
  const data = fc
    .integer({ min: 1, max: 12 })
    .chain((n) =>
      fc.array(fc.array(fc.constantFrom(0, NaN), { minLength: n, maxLength: n }), { minLength: 1, maxLength: 20 }),
    );
  fc.assert(
    fc.property(data, (values) => {
      const { patterns } = fromObserved(values);
      const seen = patterns.flatMap((pattern) => pattern.rows);
      expect(indexSet(seen, values.length)).toHaveLength(values.length);
      for (const { observed, missing, rows: members } of patterns) {
        for (const n of members) {
          expect(values[n].flatMap((value, j) => (Number.isNaN(value) ? [j] : []))).toEqual(missing);
          expect(values[n].flatMap((value, j) => (Number.isNaN(value) ? [] : [j]))).toEqual(observed);
        }
      }
    }),
  );
});

test('patterns are asked for as often as incomplete rows have them', () => {
  const { sampler } = fromObserved(rows);
  const tasks = Array.from({ length: 3000 }, (_, at) => sampler(fold(key('rows'), at), 3));
  for (const [source, share] of [
    ['0,2', 1 / 2],
    ['2', 1 / 4],
    ['', 1 / 4],
  ] as const) {
    expect(standardErrors(tasks, (drawn) => drawn.source.join() === source, share)).toBeLessThan(4);
  }
  expect(tasks.every(({ target }) => target.length > 0)).toBe(true);
});

test('another sign of missingness: a mask of ones where a value is there', () => {
  const { patterns } = fromObserved({ rows: 2, columns: 2, data: Uint8Array.of(1, 0, 1, 0) }, (value) => value === 0);
  expect(patterns).toEqual([{ observed: [0], missing: [1], rows: [0, 1] }]);
});

test('complete data have patterns, but nothing to ask for', () => {
  const { patterns, sampler } = fromObserved([[1, 2]]);
  expect(patterns).toEqual([{ observed: [0, 1], missing: [], rows: [0] }]);
  expect(() => sampler(key(1), 2)).toThrow(/every row is complete/);
});

test('refuses what is no table', () => {
  expect(() => fromObserved([])).toThrow(/at least one row and one column, got 0 rows of 0/);
  expect(() => fromObserved([[]])).toThrow(/got 1 rows of 0/);
  expect(() => fromObserved([[1, 2], [1]])).toThrow('row 1 has 1 values, but row 0 has 2');
  expect(() => fromObserved({ rows: 2, columns: 2, data: [1, 2, 3] })).toThrow(
    /2 rows of 2 values need 4 values, got 3/,
  );
  expect(() => fromObserved(rows).sampler(key(1), 4)).toThrow(
    'the patterns have 3 coordinates, but the dimension is 4',
  );
});
