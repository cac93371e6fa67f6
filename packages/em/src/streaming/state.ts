import type { CovarianceType } from '../maximization/constrain';
import type { ColumnScan } from './column-scan';

/** A streamed fit within its first pass, which looks at the columns and draws the sample that the start is fitted to. */
export interface ScanState {
  readonly phase: 'scan';
  readonly columns: number;
  /** Rows seen: the next pass over the stream begins here. */
  readonly row: number;
  /** True when that is the end of the table. */
  readonly done: boolean;
  readonly scan: ColumnScan;
  /** Most rows of the sample. */
  readonly capacity: number;
  /** capacity x columns; rows beyond `row` are not filled yet. */
  readonly sample: Float64Array;
}

/** A streamed fit within its EM passes. All numbers about the data are in scaled units. */
export interface PassState {
  readonly phase: 'em';
  readonly columns: number;
  /** Rows of the whole table. */
  readonly rows: number;
  readonly components: number;
  readonly covarianceType: CovarianceType;
  /** True when no cell of the table is missing. */
  readonly complete: boolean;
  /** D: scaled = (x - shift) / scale; zeros and ones for data that are fitted as they are. */
  readonly shift: Float64Array;
  readonly scale: Float64Array;
  /** One number: nats per row that scaled log-densities lie above those of the data. */
  readonly densityShift: Float64Array;
  /** The mixture that this pass began with. */
  readonly weights: Float64Array;
  readonly means: Float64Array;
  readonly covariances: Float64Array;
  /** Mean log-density per row under the mixture that each finished pass began with, in units of the data. */
  readonly history: Float64Array;
  /** Rows of this pass that the statistics contain: the next pass over the stream begins here. */
  readonly row: number;
  /** One number: sum of the log-densities of these rows. */
  readonly logLikelihood: Float64Array;
  /** K, K x D, and K x D x D or K x D: the statistics about `means`. */
  readonly mass: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/**
 * All that a streamed fit needs to go on, beside the stream and its options: plain numbers and arrays, never changed after it
 * was handed out. `streamStateToJSON` writes it without losing a bit.
 */
export type StreamState = ScanState | PassState;
