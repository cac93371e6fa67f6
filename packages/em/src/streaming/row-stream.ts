import { orThrow } from '@bcl/errors';
import { toMatrix, type Table } from '../observations/observations';

/** Some rows of a table, in the table's order. */
export interface RowBatch {
  /** Index of the first row in the whole table, from 0. */
  readonly from: number;
  readonly rows: number;
  readonly columns: number;
  /** rows x columns, row-major; NaN marks a missing cell. */
  readonly data: Float64Array;
}

/** A table that is read batch by batch, as often as a fit needs it; `rowFile` of @bcl/datasets makes one from a file. */
export interface RowStream {
  readonly columns: number;
  /** How many rows there are, where that is known without reading them. */
  readonly rows?: number;
  /**
   * One pass over the rows from `from` (0 by default) to the end. Each pass gives the same rows. A fit that is taken up again
   * within a pass is the same to the bit where a pass from the end of a batch has the batches that a whole pass has from there.
   * With `reuse` all batches of a pass may have the same memory, each being valid until the next one is asked for.
   */
  batches(from?: number, options?: { readonly reuse?: boolean }): AsyncIterable<RowBatch>;
}

/**
 * A stream of rows from tables that come one after the other, out of anything that can be iterated again and again.
 *
 * @param columns - cells of a row
 * @param open - begins a pass: called once for each, and must give the same tables each time
 * @throws ProblemError from the iteration, with `InvalidData`, when a table is ragged or has another number of columns
 * @example
 * ```ts
 * import { fitStream, joint, rowStream, runOrThrow } from '@bcl/em';
 *
 * const days = [[[0], [2]], [[4]], [[2], [7]]];
 * const { model, rows } = await runOrThrow(fitStream(rowStream(1, () => days), { components: 1, strategy: joint() }));
 * rows; // => 5
 * model.means; // => [3]
 * ```
 */
export function rowStream(columns: number, open: () => AsyncIterable<Table> | Iterable<Table>): RowStream {
  return { columns, batches: (from = 0) => fromTables(open(), from) };
}

async function* fromTables(tables: AsyncIterable<Table> | Iterable<Table>, first: number): AsyncGenerator<RowBatch> {
  let at = 0;
  for await (const table of tables) {
    const { rows, columns, data } = orThrow(toMatrix(table));
    const skipped = Math.min(rows, Math.max(0, first - at));
    if (skipped < rows)
      yield {
        from: at + skipped,
        rows: rows - skipped,
        columns,
        data: skipped === 0 ? data : data.subarray(skipped * columns),
      };
    at += rows;
  }
}
