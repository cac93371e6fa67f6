import type { MixtureJSON } from '@bcl/em';

/** What is kept of the fit of one seed. A type, so that it counts as plain JSON. */
export type Result = {
  readonly model: MixtureJSON;
  readonly rows: number;
  /** Mean log-density per row in nats that the last pass began with; of a stepwise fit, of the last batch before it was learned from. */
  readonly logLikelihood: number;
  readonly converged: boolean;
  /** Mean log-density per row in nats that each pass, or each batch of a stepwise fit, began with. */
  readonly history: readonly number[];
  /** Seconds of all parts of the run together. */
  readonly seconds: number;
  /** Rows that went through an EM pass, by the seconds these passes took, in the last part of the run; null where that had no more than one batch of them. */
  readonly rowsPerSecond: number | null;
  /** Most resident memory that the last part of the run had, in units of 10^6 bytes. */
  readonly peakMegabytes: number;
};
