import { covarianceOf, type Mixture } from '@bcl/em';
import { cholesky } from '@bcl/linalg';

/** A mixture on the plane with equal weights as a figure needs it, rounded to four digits to keep files small. */
export type Frame = {
  /** Matchings done. */
  readonly step: number;
  /** K x 2. */
  readonly means: readonly number[];
  /** K x 3: l11, l21, l22 of each lower Cholesky factor. A rounded factor still gives a covariance, a rounded covariance may not. */
  readonly factors: readonly number[];
};

/** What `mixtureContours` and `mixtureAnimation` draw. */
export interface DrawnMixture {
  readonly weights: number[];
  readonly means: readonly number[];
  /** K x 2 x 2. */
  readonly covariances: number[];
}

const rounded = (value: number): number => Number(value.toPrecision(4));

/** The frame of a model on the plane after `step` matchings. */
export function frameOf(step: number, model: Mixture): Frame {
  const factors = Array.from({ length: model.components }, (_, k) => {
    const factor = cholesky(covarianceOf(model, k), 2);
    if (factor === undefined) throw new RangeError(`covariance ${k} is not positive definite at step ${step}`);
    return [factor[0], factor[2], factor[3]];
  });
  return { step, means: Array.from(model.means, rounded), factors: factors.flat().map(rounded) };
}

/** The mixture of a frame, for a figure. */
export function drawnMixture({ means, factors }: Frame): DrawnMixture {
  const components = means.length / 2;
  const covariances = Array.from({ length: components }, (_, k) => {
    const [a, b, c] = factors.slice(3 * k, 3 * k + 3);
    return [a * a, a * b, a * b, b * b + c * c];
  }).flat();
  return { weights: Array.from({ length: components }, () => 1 / components), means, covariances };
}
