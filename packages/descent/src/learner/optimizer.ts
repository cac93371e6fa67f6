import type { Moments } from '../state/state';

/**
 * Plain gradient descent; Adam (D. P. Kingma, J. Ba, ICLR 2015) with its usual constants; or descent along the natural gradient
 * of each component, whose steps do not depend on units and grow with what blurs the comparison.
 */
export type Optimizer = 'sgd' | 'adam' | 'natural';

const FIRST = 0.9;
const SECOND = 0.999;
const TINY = 1e-8;

/** Moments that a step may write to: a copy, made of zeros where Adam starts. */
export function workingMoments(optimizer: Optimizer, moments: Moments, parameters: number): Moments {
  if (optimizer !== 'adam') return moments;
  const fresh = moments.first.length !== parameters;
  return {
    count: fresh ? 0 : moments.count,
    first: fresh ? new Float64Array(parameters) : moments.first.slice(),
    second: fresh ? new Float64Array(parameters) : moments.second.slice(),
  };
}

/** Moves parameters against their gradient, in place. The moments from `at` on belong to them. */
export function descendBy(
  optimizer: Optimizer,
  values: Float64Array,
  gradient: Float64Array,
  rate: number,
  moments: Moments,
  at: number,
): void {
  if (optimizer !== 'adam') {
    for (let i = 0; i < values.length; i++) values[i] -= rate * gradient[i];
    return;
  }
  const { first, second, count } = moments;
  const firstShare = 1 - FIRST ** count;
  const secondShare = 1 - SECOND ** count;
  for (let i = 0, m = at; i < values.length; i++, m++) {
    first[m] += (1 - FIRST) * (gradient[i] - first[m]);
    second[m] += (1 - SECOND) * (gradient[i] * gradient[i] - second[m]);
    values[i] -= (rate * (first[m] / firstShare)) / (Math.sqrt(second[m] / secondShare) + TINY);
  }
}
