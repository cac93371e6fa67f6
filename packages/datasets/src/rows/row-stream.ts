/** Some rows of a table, in the table's order. */
export interface RowBatch {
  /** Index of the first row in the whole table, from 0. */
  readonly from: number;
  readonly rows: number;
  readonly columns: number;
  /** rows x columns, row-major; NaN marks a missing cell. Nobody else writes to it, but for a pass that may reuse it. */
  readonly data: Float64Array;
}

/** How a pass is made. */
export interface PassOptions {
  /**
   * True lets all batches of the pass have the same memory: each is valid until the next one is asked for. Fresh memory for every batch
   * costs more time than to fill it.
   */
  readonly reuse?: boolean;
}

/** A table that is read batch by batch, as often as it is needed, and never held as a whole. */
export interface RowStream {
  readonly columns: number;
  /** How many rows there are, where that is known without reading them. */
  readonly rows?: number;
  /**
   * One pass over the rows from `from` (0 by default) to the end, each time from the source. Batches begin at `from` and have
   * equal size but for the last, so that a pass that is taken up at the end of a batch has the batches of a whole one.
   * What goes wrong on the way is thrown as a `ProblemError` of @bcl/errors.
   */
  batches(from?: number, options?: PassOptions): AsyncIterable<RowBatch>;
}
