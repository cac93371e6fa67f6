/** The middle of some values, and how far they lie apart. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/**
 * Median, smallest and largest value.
 *
 * @throws RangeError when there is none, or one is not a number
 */
export function spread(values: readonly number[]): Spread {
  if (values.length === 0 || values.some((value) => Number.isNaN(value)))
    throw new RangeError(`a median needs numbers, not [${values.join(', ')}]`);
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
  return { median: middle, least: sorted[0], most: sorted[sorted.length - 1] };
}

/**
 * How many times as long as ours theirs took, round by round: what slows a whole round, such as another program on the
 * machine, is in both and cancels.
 *
 * @param theirs one time a round
 * @param ours one time a round, of the same rounds
 * @throws RangeError when the numbers of rounds differ
 */
export function ratios(theirs: readonly number[], ours: readonly number[]): number[] {
  if (theirs.length !== ours.length)
    throw new RangeError(`there are ${theirs.length} rounds of theirs and ${ours.length} of ours`);
  return theirs.map((time, round) => time / ours[round]);
}
