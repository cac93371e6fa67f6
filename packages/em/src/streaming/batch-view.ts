import { orThrow } from '@bcl/errors';
import type { Scaling } from '../fit/scaling';
import { observe } from '../observations/observations';
import { viewOf, type View } from '../observations/view';
import type { Computing } from '../threads/computing';
import type { RowBatch } from './row-stream';

/** Views that are kept for batches of their size. */
const MOST_VIEWS = 4;

/**
 * Makes views of batches, one at a time: each call writes over what the one before returned. A pass over complete rows so
 * allocates nothing of a batch's size, and batches of equal size are one and the same view to whoever keeps something for it.
 */
export class BatchViewer {
  private scaled: Float64Array = new Float64Array(0);
  private rows: Int32Array = new Int32Array(0);
  private readonly views = new Map<number, View>();
  private readonly axes: readonly number[];

  /**
   * @param scaling - units that the view is in; those of the batch without it
   * @param complete - true promises that no cell is missing
   * @param computing - how passes over the views are computed
   */
  constructor(
    private readonly columns: number,
    private readonly scaling: Scaling | undefined,
    private readonly complete: boolean,
    private readonly computing: Computing,
  ) {
    this.axes = Array.from({ length: columns }, (_, d) => d);
  }

  view(batch: RowBatch): View {
    const values = this.scale(batch);
    const { rows } = batch;
    if (this.complete) {
      const view = this.views.get(rows) ?? this.completeView(rows, values);
      // A file has two sizes of batches. Where a stream has many, what is kept for each must not pile up.
      if (this.views.size >= MOST_VIEWS) this.views.clear();
      this.views.set(rows, view);
      return view;
    }
    const matrix = { rows, columns: this.columns, data: values };
    return viewOf(orThrow(observe(matrix, undefined, { emptyColumns: true, ...this.computing })), undefined, this.axes);
  }

  private completeView(count: number, values: Float64Array): View {
    if (this.rows.length < count) {
      this.rows = new Int32Array(memory(4 * count));
      for (let n = 0; n < count; n++) this.rows[n] = n;
    }
    const rows = this.rows.subarray(0, count);
    return {
      dimension: this.columns,
      rows: count,
      totalWeight: count,
      weights: undefined,
      groups: [{ rows, values, observed: this.axes, missing: [], rotation: undefined }],
      computing: this.computing,
    };
  }

  private scale({ data }: RowBatch): Float64Array {
    if (this.scaled.length < data.length) {
      this.scaled = new Float64Array(memory(8 * data.length));
      this.views.clear();
    }
    const scaled = this.scaled.subarray(0, data.length);
    if (this.scaling === undefined) {
      scaled.set(data);
      return scaled;
    }
    scaleRows(data, this.scaling, scaled);
    return scaled;
  }
}

/** One run through memory, by columns within: no remainder of the index is taken for each number. */
function scaleRows(data: Float64Array, { shift, scale }: Scaling, to: Float64Array): void {
  const factor = scale.map((unit) => 1 / unit);
  const columns = shift.length;
  for (let i = 0; i < data.length;) for (let d = 0; d < columns; d++, i++) to[i] = (data[i] - shift[d]) * factor[d];
}

/** Memory that threads can share, where there is any: they then need no copy of a batch. */
const memory = (bytes: number): ArrayBufferLike =>
  typeof SharedArrayBuffer === 'undefined' ? new ArrayBuffer(bytes) : new SharedArrayBuffer(bytes);
