/** Where a few values lie and how far they scatter. */
export interface MeanAndDeviation {
  readonly mean: number;
  /** Sample standard deviation (divisor n - 1); undefined for one value, of which it cannot be told. */
  readonly deviation: number | undefined;
  /** Standard error of the mean, deviation / √n; undefined for one value. */
  readonly standardError: number | undefined;
}

/**
 * Mean, sample standard deviation and standard error of finite values, for instance one score per seed.
 *
 * @throws RangeError when there is no value, or one that is not finite
 * @example
 * ```ts
 * import { meanAndDeviation } from '@bcl/metrics';
 * const { mean, deviation } = meanAndDeviation([1, 2, 3]);
 * mean; // => 2
 * deviation; // => 1
 * ```
 */
export function meanAndDeviation(values: ArrayLike<number>): MeanAndDeviation {
  const n = values.length;
  if (n === 0) throw new RangeError('values is empty: a mean needs at least one value');
  for (let i = 0; i < n; i++) {
    if (!Number.isFinite(values[i])) throw new RangeError(`values[${i}] is ${values[i]}: a mean needs finite values`);
  }
  const center = mean(values);
  if (n === 1) return { mean: center, deviation: undefined, standardError: undefined };
  let squares = 0;
  let rest = 0;
  for (let i = 0; i < n; i++) {
    const difference = values[i] - center;
    squares += difference * difference;
    rest += difference;
  }
  // The second term takes back what rounding of the mean added (Chan, Golub & LeVeque 1983).
  const deviation = Math.sqrt(Math.max(0, (squares - (rest * rest) / n) / (n - 1)));
  return { mean: center, deviation, standardError: deviation / Math.sqrt(n) };
}

/** The mean with compensated summation (Neumaier 1974), so that a million terms lose no digits. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  // An infinite term makes the correction NaN while the sum is right.
  return (Number.isFinite(sum) ? sum + lost : sum) / values.length;
}
