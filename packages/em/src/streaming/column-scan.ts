import type { ColumnMoments } from '../fit/scaling';
import type { RowBatch } from './row-stream';

/** What is known of the columns after some rows: plain arrays of D numbers. */
export interface ColumnScan {
  /** Known cells. */
  readonly counts: Float64Array;
  /** Their mean. */
  readonly means: Float64Array;
  /** Sum of their squared differences from the mean. */
  readonly squares: Float64Array;
  /** The first known cell; NaN before there is one. */
  readonly first: Float64Array;
  /** 1 where a cell differed from the first one. */
  readonly varying: Float64Array;
}

/** The columns before any row. */
export const emptyScan = (columns: number): ColumnScan => ({
  counts: new Float64Array(columns),
  means: new Float64Array(columns),
  squares: new Float64Array(columns),
  first: new Float64Array(columns).fill(NaN),
  varying: new Float64Array(columns),
});

/**
 * Takes a batch into the scan, in place. Moments of the batch are taken about its own means and joined with those before
 * (Chan, Golub and LeVeque 1983), so that no digits are lost over a long table.
 *
 * @returns the place of an infinite cell, where there is one; the scan is of no more use then
 */
export function scanBatch(scan: ColumnScan, batch: RowBatch): { row: number; column: number } | undefined {
  const { rows, columns, data } = batch;
  const counts = new Float64Array(columns);
  const means = new Float64Array(columns);
  for (let n = 0, i = 0; n < rows; n++)
    for (let d = 0; d < columns; d++, i++) {
      const value = data[i];
      // NaN alone differs from itself; a test for equality costs less here than Number.isNaN.
      if (value !== value) continue;
      if (value === Infinity || value === -Infinity) return { row: batch.from + n, column: d };
      counts[d]++;
      means[d] += value;
      if (value !== scan.first[d]) {
        if (Number.isNaN(scan.first[d])) scan.first[d] = value;
        else scan.varying[d] = 1;
      }
    }
  for (let d = 0; d < columns; d++) if (counts[d] > 0) means[d] /= counts[d];
  const squares = new Float64Array(columns);
  for (let i = 0, d = 0; i < data.length; i++, d = d + 1 === columns ? 0 : d + 1) {
    const difference = data[i] - means[d];
    if (difference === difference) squares[d] += difference * difference;
  }
  for (let d = 0; d < columns; d++) join(scan, d, counts[d], means[d], squares[d]);
  return undefined;
}

function join({ counts, means, squares }: ColumnScan, d: number, count: number, mean: number, square: number): void {
  if (count === 0) return;
  const before = counts[d];
  const total = before + count;
  const difference = mean - means[d];
  counts[d] = total;
  means[d] = before === 0 ? mean : means[d] + difference * (count / total);
  squares[d] += before === 0 ? square : square + difference * difference * ((before * count) / total);
}

/** The moments that scale the columns; a column without spread has variance 1, whatever rounding made of its squares. */
export const momentsOf = ({ counts, means, squares, varying }: ColumnScan): ColumnMoments => ({
  means: Float64Array.from(means),
  variances: squares.map((square, d) => (varying[d] === 1 && square > 0 ? square / counts[d] : 1)),
  constant: Uint8Array.from(varying, (varies) => 1 - varies),
});
