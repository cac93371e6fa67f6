import type { Matrix } from '@bcl/linalg';
import type { Key } from '@bcl/random';
import type { PathOptions } from '../paths/marginal-path';
import type { Gaussians } from '../state/gaussians';
import type { Gradient } from '../state/gradient';

/** What one look at the model gives. */
export interface Estimate {
  /** The objective's value. */
  readonly value: number;
  /** (Σ m w)² / Σ m w², the part of the samples that counts, in (0, 1]; 1 where samples have no weights. */
  readonly effectiveSampleSize: number;
}

/** An objective on a matching, ready to be estimated again and again as the model moves. */
export interface Estimator {
  /**
   * Estimates the objective for the model as it is now.
   *
   * @param gradient - where `scale` times the gradient is added, when it is wanted
   */
  estimate(key: Key, model: Gaussians, gradient?: Gradient, scale?: number): Estimate;
}

/** What all estimators of a step share. */
export interface EstimatorContext extends PathOptions {
  /** K: components of the model. */
  readonly components: number;
  /** q. */
  readonly target: Gaussians;
  /** Samples of q that were given, D numbers a row; without them q itself is drawn from. */
  readonly batch: Matrix | undefined;
}
