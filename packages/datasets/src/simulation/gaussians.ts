import type { Key } from '@bcl/random';
import { sampleMixture } from './mixture';
import type { MixtureTruth, Simulation } from './mixture';

/** Options of {@link gaussianGrid25} and {@link gaussianPair}. */
export interface GaussianOptions {
  readonly key: Key;
  /** Number of points. */
  readonly rows: number;
  /** Variance of every coordinate within a component; default 0.1. */
  readonly variance?: number;
}

const grid = [-4, -2, 0, 2, 4] as const;
const gridMeans: readonly (readonly [number, number])[] = grid.flatMap((x) => grid.map((y) => [x, y] as const));
const pairMeans: readonly (readonly [number, number])[] = [
  [-1, 0],
  [1, 0],
];

/**
 * The 25-GMM: means {-4, -2, 0, 2, 4} x {-4, -2, 0, 2, 4}, covariances variance · I, weights 1/25. Component
 * 5 i + j has the mean (2 i - 4, 2 j - 4).
 *
 * "Big Learning Expectation Maximization" (arXiv 2312.11926) fits it with variance 0.1, "Big Cooperative Learning"
 * (arXiv 2407.21319, section 4.1) with 0.05.
 *
 * @throws RangeError when rows or variance is not positive
 *
 * @example
 * ```ts
 * import { key } from '@bcl/random';
 * import { gaussianGrid25 } from '@bcl/datasets';
 *
 * const { features, truth, classNames } = gaussianGrid25({ key: key(7), rows: 2000 });
 * [features.rows, features.columns, truth.weights.length]; // => [2000, 2, 25]
 * classNames[24]; // => '(4, 4)'
 * ```
 */
export function gaussianGrid25(options: GaussianOptions): Simulation {
  return isotropic('25-GMM', gridMeans, options);
}

/**
 * The 2-GMM: means (-1, 0) and (1, 0), covariances variance · I, weights 1/2 ("Big Cooperative Learning",
 * arXiv 2407.21319, section 3.3).
 *
 * @throws RangeError when rows or variance is not positive
 *
 * @example
 * ```ts
 * import { key } from '@bcl/random';
 * import { gaussianPair } from '@bcl/datasets';
 *
 * gaussianPair({ key: key(7), rows: 10 }).truth.means; // => [-1, 0, 1, 0]
 * ```
 */
export function gaussianPair(options: GaussianOptions): Simulation {
  return isotropic('2-GMM', pairMeans, options);
}

function isotropic(
  name: string,
  means: readonly (readonly [number, number])[],
  { key, rows, variance = 0.1 }: GaussianOptions,
): Simulation {
  if (!(variance > 0 && variance < Infinity)) throw new RangeError(`variance must be positive, not ${variance}`);
  const truth: MixtureTruth = {
    weights: new Float64Array(means.length).fill(1 / means.length),
    means: Float64Array.from(means.flat()),
    covariances: Float64Array.from(means.flatMap(() => [variance, 0, 0, variance])),
  };
  return sampleMixture(key, rows, truth, { name, components: means.map(([x, y]) => `(${x}, ${y})`) });
}
