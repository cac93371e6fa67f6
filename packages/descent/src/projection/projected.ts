import type { Gaussians } from '../state/gaussians';
import { fail } from '../failure';
import { factorAt, invertAt } from './factor';
import type { Frame } from './frame';

/**
 * A mixture as one frame sees it: component k is N(A μ_k + b, B_k B_kᵀ + spread² I) with B_k = A L_k, over n coordinates.
 *
 * Everything here is scratch that {@link project} fills anew after the mixture has moved.
 */
export interface Projected {
  readonly frame: Frame;
  /** K. */
  readonly components: number;
  /** K x n. */
  readonly means: Float64Array;
  /** K x n x D: B_k, which takes standard normal noise in x to the frame. */
  readonly maps: Float64Array;
  /** K x n x n: the Cholesky factors of the covariances. */
  readonly factors: Float64Array;
  /** K x n x n: their inverses. */
  readonly whitening: Float64Array;
  /** K: log weight minus the logarithm of the Gaussian's normaliser. */
  readonly constants: Float64Array;
}

const HALF_LOG_TWO_PI = 0.9189385332046727;

/** Room for K components in a frame. */
export function allocateProjected(frame: Frame, components: number): Projected {
  const { size, dimension } = frame;
  return {
    frame,
    components,
    means: new Float64Array(components * size),
    maps: new Float64Array(components * size * dimension),
    factors: new Float64Array(components * size * size),
    whitening: new Float64Array(components * size * size),
    constants: new Float64Array(components),
  };
}

/** Brings a projection up to date with its mixture. */
export function project(projected: Projected, gaussians: Gaussians): void {
  const { frame, components, means, maps, factors, whitening, constants } = projected;
  const { size, dimension, rows, offset } = frame;
  const noise = frame.spread * frame.spread;
  for (let k = 0; k < components; k++) {
    for (let i = 0; i < size; i++) {
      let mean = offset[i];
      for (let d = 0; d < dimension; d++) mean += rows[i * dimension + d] * gaussians.means[k * dimension + d];
      means[k * size + i] = mean;
      const map = (k * size + i) * dimension;
      for (let j = 0; j < dimension; j++) {
        let sum = 0;
        for (let d = j; d < dimension; d++)
          sum += rows[i * dimension + d] * gaussians.factors[(k * dimension + d) * dimension + j];
        maps[map + j] = sum;
      }
    }
    const at = k * size * size;
    for (let i = 0; i < size; i++)
      for (let j = 0; j <= i; j++) {
        let sum = i === j ? noise : 0;
        const a = (k * size + i) * dimension;
        const b = (k * size + j) * dimension;
        for (let d = 0; d < dimension; d++) sum += maps[a + d] * maps[b + d];
        factors[at + i * size + j] = sum;
      }
    if (!factorAt(factors, at, size))
      fail('NumericalFailure', {
        what: `the covariance of component ${k} is singular in the ${size} compared coordinates`,
        where: `spread ${frame.spread}`,
        hint: 'use an objective with spread, a lower rate, or fewer coordinates',
      });
    invertAt(factors, at, size, whitening);
    let constant = gaussians.logWeights[k] - size * HALF_LOG_TWO_PI;
    for (let i = 0; i < size; i++) constant -= Math.log(factors[at + i * size + i]);
    constants[k] = constant;
  }
}
