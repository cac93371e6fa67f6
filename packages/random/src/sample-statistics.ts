/** Statistics by which the tests of this package compare samples with the distributions they are meant to have. */

export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

/** The mean squared deviation from the sample mean. */
export function variance(values: ArrayLike<number>): number {
  const center = mean(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] - center) ** 2;
  return sum / values.length;
}

/**
 * √n times the largest distance between the distribution function of a sample and the exact one. For the right
 * distribution and a large sample it exceeds 1.36 with probability 0.05 and 1.95 with probability 0.001.
 */
export function kolmogorovSmirnov(values: Float64Array, distributionFunction: (x: number) => number): number {
  const sorted = values.slice().sort();
  const n = sorted.length;
  let distance = 0;
  for (let i = 0; i < n; i++) {
    const exact = distributionFunction(sorted[i]);
    distance = Math.max(distance, exact - i / n, (i + 1) / n - exact);
  }
  return distance * Math.sqrt(n);
}

/**
 * How far Pearson's χ² of the counts lies above its mean, in its standard deviations: near 0 for the right
 * probabilities, and above 5 about once in 10⁵ samples or less.
 */
export function excessChiSquare(counts: ArrayLike<number>, probabilities: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i];
  let statistic = 0;
  for (let i = 0; i < counts.length; i++) {
    const expected = total * probabilities[i];
    statistic += (counts[i] - expected) ** 2 / expected;
  }
  const freedom = counts.length - 1;
  return (statistic - freedom) / Math.sqrt(2 * freedom);
}

/** How often each of 0 … size - 1 occurs. */
export function tally(values: Iterable<number>, size: number): number[] {
  const counts = new Array<number>(size).fill(0);
  for (const value of values) counts[value] += 1;
  return counts;
}
