/**
 * A number that may change during a run: the number itself, or a way from one to another.
 */
export type Annealed = number | AnnealedPath;

/** A way from one number to another over a part of a run. */
export interface AnnealedPath {
  readonly from: number;
  readonly to: number;
  /** How it gets there: evenly (the default), along half a cosine wave, or by a constant factor (both ends then above 0). */
  readonly shape?: 'linear' | 'cosine' | 'geometric';
  /** The part of the run it takes, fractions in [0, 1]; before it the number is `from`, after it `to`. [0, 1] without it. */
  readonly during?: readonly [start: number, end: number];
}
