import { key, normal } from '@bcl/random';
import fc from 'fast-check';
import { orThrow } from '@bcl/errors';
import { observe } from '../observations/observations';
import { constantColumns, meansOfColumns, variancesOfColumns } from '../start/column-moments';
import { emptyScan, momentsOf, scanBatch } from './column-scan';

const scanOf = (rows: readonly number[][], size: number) => {
  const columns = rows[0].length;
  const scan = emptyScan(columns);
  for (let from = 0; from < rows.length; from += size) {
    const own = rows.slice(from, from + size);
    const infinite = scanBatch(scan, { from, rows: own.length, columns, data: Float64Array.from(own.flat()) });
    if (infinite !== undefined) return infinite;
  }
  return scan;
};

it('has the moments of all rows at once, whatever the batches', () => {
  const cell = fc.oneof(fc.double({ min: -1e3, max: 1e3, noNaN: true }), fc.constantFrom(NaN, 0.1, 7));
  const table = fc.array(fc.tuple(cell, cell, fc.constantFrom(0.1, NaN)), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(table, fc.integer({ min: 1, max: 12 }), (tuples, size) => {
      const rows = [...tuples.map((tuple) => [...tuple]), [0.1, 0.1, 0.1]];
      const scan = scanOf(rows, size);
      if (!('counts' in scan)) throw new Error('no cell is infinite');
      const moments = momentsOf(scan);
      const observed = orThrow(observe(rows));
      const variances = variancesOfColumns(observed);
      meansOfColumns(observed).forEach((mean, d) => expect(moments.means[d]).toBeCloseTo(mean, 9));
      variances.forEach((variance, d) => expect(moments.variances[d] / variance).toBeCloseTo(1, 9));
      expect(moments.constant).toEqual(constantColumns(observed));
      expect(Array.from(scan.counts)).toEqual([0, 1, 2].map((d) => rows.filter((row) => !Number.isNaN(row[d])).length));
    }),
  );
});

it('keeps its digits far from the origin', () => {
  const rows = Array.from(normal(key(1), 1000), (value) => [1e8 + value]);
  const scan = scanOf(rows, 9);
  const exact = variancesOfColumns(orThrow(observe(rows.map(([value]) => [value - 1e8]))))[0];
  expect('counts' in scan && momentsOf(scan).variances[0] / exact).toBeCloseTo(1, 7);
});

it('finds a cell that is infinite', () => {
  expect(
    scanOf(
      [
        [1, 2],
        [3, NaN],
        [4, Infinity],
      ],
      2,
    ),
  ).toEqual({ row: 2, column: 1 });
});
