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

/**
 * The number at a moment of a run.
 *
 * @param progress - how much of the run is done; below 0 counts as 0, above 1 as 1
 * @throws RangeError where the progress is not a number
 *
 * @example
 * ```ts
 * import { annealedAt } from '@bcl/objectives';
 *
 * annealedAt(0.5, 0.9); // => 0.5
 * annealedAt({ from: 1, to: 0 }, 0.25); // => 0.75
 * annealedAt({ from: 1, to: 0, during: [0.5, 1] }, 0.75); // => 0.5
 * annealedAt({ from: 1, to: 0.01, shape: 'geometric' }, 0.5); // => 0.1
 * ```
 */
export function annealedAt(value: Annealed, progress: number): number {
  const now = clampedProgress(progress);
  if (typeof value === 'number') return value;
  const { from, to, shape = 'linear', during = [0, 1] } = value;
  const [start, end] = during;
  if (now >= end) return to;
  if (now <= start) return from;
  const share = (now - start) / (end - start);
  switch (shape) {
    case 'linear':
      return from + (to - from) * share;
    case 'cosine':
      return from + (to - from) * (1 - Math.cos(Math.PI * share)) * 0.5;
    case 'geometric':
      return from * (to / from) ** share;
  }
}

/** The progress of a run, held within [0, 1]. */
export function clampedProgress(progress: number): number {
  if (Number.isNaN(progress)) throw new RangeError('The progress of a run is a number from 0 to 1, got NaN.');
  return Math.min(Math.max(progress, 0), 1);
}
