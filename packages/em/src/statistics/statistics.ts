/**
 * What the E step hands to the M step: weighted moments of each component about a fixed centre.
 *
 * Moments about the old means, not about zero: where components are narrow and far from the origin, sums of squares
 * about zero lose every digit that matters. Statistics with equal centres form a commutative monoid under `combine`.
 */
export interface Statistics {
  readonly components: number;
  readonly dimension: number;
  /** `full`: second moments are K x D x D; `diagonal`: K x D, the squares alone. */
  readonly shape: 'full' | 'diagonal';
  /** K x D: what the moments are taken about. */
  readonly centres: Float64Array;
  /** Sum over rows of weight x log-density. */
  logLikelihood: number;
  /** Sum of the row weights. */
  totalWeight: number;
  /** K: sum of responsibilities. */
  readonly mass: Float64Array;
  /** K x D: sum of r (x - centre), missing cells at their conditional mean. */
  readonly first: Float64Array;
  /** Sum of r (x - centre)(x - centre)ᵀ plus the conditional covariance of missing cells. */
  readonly second: Float64Array;
}

/** Statistics of no data at all: the monoid's neutral element for the given centres. */
export function emptyStatistics(
  components: number,
  dimension: number,
  shape: 'full' | 'diagonal',
  centres: Float64Array,
): Statistics {
  return {
    components,
    dimension,
    shape,
    centres,
    logLikelihood: 0,
    totalWeight: 0,
    mass: new Float64Array(components),
    first: new Float64Array(components * dimension),
    second: new Float64Array(components * dimension * (shape === 'full' ? dimension : 1)),
  };
}

/**
 * The statistics of two shards taken together, optionally scaled: `scaleA * a + scaleB * b`.
 *
 * @throws RangeError when the two were taken about different centres or have different shapes
 */
export function combine(a: Statistics, b: Statistics, scaleA = 1, scaleB = 1): Statistics {
  if (a.components !== b.components || a.dimension !== b.dimension || a.shape !== b.shape)
    throw new RangeError('statistics of different shapes cannot be combined');
  if (a.centres !== b.centres && a.centres.some((centre, i) => centre !== b.centres[i]))
    throw new RangeError('statistics about different centres cannot be combined: recentre one of them first');
  const sum = (x: Float64Array, y: Float64Array): Float64Array => x.map((value, i) => scaleA * value + scaleB * y[i]);
  return {
    ...a,
    logLikelihood: scaleA * a.logLikelihood + scaleB * b.logLikelihood,
    totalWeight: scaleA * a.totalWeight + scaleB * b.totalWeight,
    mass: sum(a.mass, b.mass),
    first: sum(a.first, b.first),
    second: sum(a.second, b.second),
  };
}

/** Adds `more` to `statistics`, in place: the sum of {@link combine} without an array for each, where there are many to add. */
export function addStatistics(statistics: Statistics, more: Statistics): void {
  statistics.logLikelihood += more.logLikelihood;
  statistics.totalWeight += more.totalWeight;
  for (const name of ['mass', 'first', 'second'] as const) {
    const to = statistics[name];
    const from = more[name];
    for (let i = 0; i < to.length; i++) to[i] += from[i];
  }
}

/** The same statistics about other centres (K x D): the parallel axis theorem, exact up to rounding. */
export function recentre(statistics: Statistics, centres: Float64Array): Statistics {
  const { components, dimension, shape, mass } = statistics;
  const first = Float64Array.from(statistics.first);
  const second = Float64Array.from(statistics.second);
  const shift = new Float64Array(dimension);
  for (let k = 0; k < components; k++) {
    const at = k * dimension;
    for (let d = 0; d < dimension; d++) shift[d] = statistics.centres[at + d] - centres[at + d];
    for (let i = 0; i < dimension; i++) {
      if (shape === 'diagonal') {
        second[at + i] += shift[i] * (2 * statistics.first[at + i] + mass[k] * shift[i]);
        continue;
      }
      for (let j = 0; j < dimension; j++)
        second[(at + i) * dimension + j] +=
          statistics.first[at + i] * shift[j] + shift[i] * statistics.first[at + j] + mass[k] * shift[i] * shift[j];
    }
    for (let d = 0; d < dimension; d++) first[at + d] += mass[k] * shift[d];
  }
  return { ...statistics, centres: Float64Array.from(centres), first, second };
}
