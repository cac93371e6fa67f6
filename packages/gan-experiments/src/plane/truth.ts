import { gaussianGrid25, gaussianPair } from '@bcl/datasets';
import { condition, marginal, mixtureOf, orThrow, sample, type Mixture } from '@bcl/em';
import { fold, key, type Key } from '@bcl/random';

/** The distributions of the experiment: 25 Gaussians on a grid, or two of them. */
export const planeSets = ['grid25', 'pair'] as const;

/** One of {@link planeSets}. */
export type PlaneSet = (typeof planeSets)[number];

/** A distribution of two coordinates of which everything is known. */
export interface PlaneTruth {
  readonly name: PlaneSet;
  readonly mixture: Mixture;
  /** What coordinates are divided by before a network sees them, so that they are about as large as standard normal ones. */
  readonly scale: number;
}

/** The truth by name: components of variance 0.1, as in "Big Learning Expectation Maximization". */
export function planeTruth(name: PlaneSet): PlaneTruth {
  const make = name === 'grid25' ? gaussianGrid25 : gaussianPair;
  // One point is drawn for the sake of the parameters that come with it.
  const { weights, means, covariances } = make({ key: key(0), rows: 1 }).truth;
  const rows = Array.from(weights, (_, k) => means.slice(2 * k, 2 * k + 2));
  return { name, mixture: orThrow(mixtureOf({ weights, means: rows, covariances })), scale: name === 'grid25' ? 3 : 1 };
}

/** `count` exact draws, flat N × 2. */
export function planePoints({ mixture }: PlaneTruth, key: Key, count: number): Float64Array {
  return sample(mixture, key, count).points.data;
}

/** `count` exact draws of the coordinate that is not given, at x_source = value. */
export function conditionalPoints(
  { mixture }: PlaneTruth,
  source: number,
  value: number,
  key: Key,
  count: number,
): Float64Array {
  return sample(orThrow(condition(mixture, [source], [value])), key, count).points.data;
}

/** Levels of the quantiles at which conditionals are looked at. */
const levels = [0.07, 0.3, 0.5, 0.7, 0.93];

/** A few values of a coordinate, from one end of its distribution to the other: quantiles of 4001 exact draws. */
export function givenValues({ mixture }: PlaneTruth, coordinate: number): number[] {
  const own = orThrow(marginal(mixture, [coordinate]));
  const sorted = sample(own, fold(key(0), `given ${coordinate}`), 4001).points.data.sort();
  return levels.map((level) => sorted[Math.round(4000 * level)]);
}
