import fc from 'fast-check';
import { largestDifference } from '../fixtures/random-cases';
import { observe, orThrow } from '../index';
import { meansOfColumns, variancesOfColumns } from './column-moments';

describe('moments of columns', () => {
  it('run over the known cells', () => {
    const data = orThrow(
      observe([
        [1, NaN],
        [3, 10],
        [NaN, 30],
        [NaN, 50],
      ]),
    );
    expect(largestDifference(meansOfColumns(data), [2, 30])).toBeLessThan(1e-15);
    expect(largestDifference(variancesOfColumns(data), [1, 800 / 3])).toBeLessThan(1e-12);
  });

  it('are those of the rows repeated as often as they weigh', () => {
    const rows = [
      [1, 7],
      [2, NaN],
      [4, 5],
    ];
    const weighted = orThrow(observe(rows, [1, 3, 2]));
    const repeated = orThrow(observe([0, 1, 1, 1, 2, 2].map((n) => rows[n])));
    expect(largestDifference(meansOfColumns(weighted), meansOfColumns(repeated))).toBeLessThan(1e-14);
    expect(largestDifference(variancesOfColumns(weighted), variancesOfColumns(repeated))).toBeLessThan(1e-14);
  });

  it('give a constant column variance 1, whatever its value: its rounding error is no spread', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), fc.integer({ min: 1, max: 40 }), (value, count) => {
        const data = orThrow(observe(Array.from({ length: count }, () => [value])));
        expect(variancesOfColumns(data)).toEqual(Float64Array.of(1));
      }),
    );
  });

  it('see a spread however small', () => {
    const data = orThrow(observe([[1e-12], [-1e-12]]));
    expect(variancesOfColumns(data)[0] / 1e-24).toBeCloseTo(1, 12);
  });

  it('take an empty column for a standard one', () => {
    const data = orThrow(
      observe(
        [
          [NaN, 1],
          [NaN, 2],
        ],
        undefined,
        { emptyColumns: true },
      ),
    );
    expect([meansOfColumns(data)[0], variancesOfColumns(data)[0]]).toEqual([0, 1]);
  });
});
