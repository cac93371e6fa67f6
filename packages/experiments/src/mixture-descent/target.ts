import { gaussianGrid25 } from '@bcl/datasets';
import { cornerStart } from '@bcl/descent';
import { mixtureOf, orThrow, type Mixture } from '@bcl/em';
import { fold, key, uniform } from '@bcl/random';

/** Variance of the target's components: that of the authors' released script for section 4.1. */
const variance = 0.05;

/** Where a model starts: all components in one corner of the data, or spread over its range. */
export const gridStarts = ['corner', 'wide'] as const;

/** One of {@link gridStarts}. */
export type GridStart = (typeof gridStarts)[number];

/** q: 25 equal Gaussians at {-4, -2, 0, 2, 4}², covariances 0.05 I ("Big Cooperative Learning", section 4.1). */
export function gridTarget(): Mixture {
  // One point is drawn for the sake of the parameters that come with it.
  const { weights, means, covariances } = gaussianGrid25({ key: key(0), rows: 1, variance }).truth;
  const rows = Array.from(weights, (_, k) => means.slice(2 * k, 2 * k + 2));
  return orThrow(mixtureOf({ weights, means: rows, covariances }));
}

/**
 * p before the first step, by seed: 25 components of equal weight and covariance I. `corner` is the paper's, means at
 * -5 + 0.1 N(0, I); `wide` has means drawn evenly from [-5, 5]².
 */
export function gridStart(seed: number, start: GridStart): Mixture {
  const own = fold(fold(key(seed), 'start'), start);
  if (start === 'corner') return cornerStart(own, { components: 25, dimension: 2, center: -5, jitter: 0.1, scale: 1 });
  const places = uniform(own, 50);
  const means = Array.from({ length: 25 }, (_, k) => [10 * places[2 * k] - 5, 10 * places[2 * k + 1] - 5]);
  return orThrow(mixtureOf({ means, covariances: means.map(() => [1, 0, 0, 1]) }));
}
