import type { Key } from '@bcl/random';
import type { Gaussians } from '../state/gaussians';
import type { Gradient } from '../state/gradient';
import type { Projected } from '../projection/projected';

/** Samples of the model on one matching. Arrays are scratch, longer than what was drawn, and written over by the next draw. */
export interface Draws {
  /** How many samples there are. */
  readonly count: number;
  /** Sources first, then targets, n numbers a sample. */
  readonly points: Float64Array;
  /** The share of each sample in a mean over the model. */
  readonly mass: Float64Array;
  /** How many different source values there are: 1 where the source is empty. */
  readonly sourceCount: number;
  /** The source values, |S| numbers each. */
  readonly sources: Float64Array;
  /** Which of them each sample has. */
  readonly sourceOf: Int32Array;
}

/**
 * A way from noise through the parameters to samples of q(y_S) p(y_T | y_S), and for derivatives the same way back.
 */
export interface Path {
  /** The model over (S, T), brought up to date by {@link Path.draw}. */
  readonly model: Projected;
  /** The most samples a draw can give. */
  readonly capacity: number;
  /** The most source values a draw can give. */
  readonly sourceCapacity: number;
  /** Draws samples of the model as it is now. */
  draw(key: Key, gaussians: Gaussians): Draws;
  /**
   * Adds the derivative of Σ mass_n · f(y_n) to a gradient, for the samples of the last draw.
   *
   * @param byPoint - mass_n ∂f/∂y_n, the source's entries being ignored
   * @param value - f(y_n) up to a constant: for the derivative by the probabilities of the components, which the samples
   *   do not feel; left out when nothing needs it
   */
  backward(byPoint: Float64Array, value: Float64Array | undefined, gradient: Gradient): void;
  /** Whether {@link Path.backward} must be given values for a right gradient. */
  readonly needsValue: boolean;
}
