/**
 * How much several completions of one picture differ: the mean over pictures of the root mean squared distance, a coordinate, between
 * two completions of the same given part, over the coordinates that were asked for. 0 where nothing is hidden or all completions are
 * alike; for values in [-1, 1] at most 2.
 *
 * @param completions N x samples x dimension, row-major
 * @param given for each of the N pictures 1 where a coordinate was given, N x dimension
 * @throws RangeError when the sizes do not fit, or there are fewer than two samples
 */
export function completionSpread(
  completions: Float32Array,
  given: Uint8Array,
  { samples, dimension }: { readonly samples: number; readonly dimension: number },
): number {
  const count = given.length / dimension;
  if (samples < 2) throw new RangeError(`a spread needs two samples, got ${samples}`);
  if (completions.length !== count * samples * dimension)
    throw new RangeError(
      `${count} pictures with ${samples} samples of ${dimension} values make another length than ${completions.length}`,
    );
  let total = 0;
  for (let n = 0; n < count; n++) {
    let hidden = 0;
    for (let d = 0; d < dimension; d++) hidden += 1 - given[n * dimension + d];
    if (hidden === 0) continue;
    let sum = 0;
    for (let a = 0; a < samples; a++)
      for (let b = a + 1; b < samples; b++) sum += Math.sqrt(squaredDistance(completions, n, a, b, given) / hidden);
    total += sum / ((samples * (samples - 1)) / 2);
  }
  return count === 0 ? 0 : total / count;

  function squaredDistance(rows: Float32Array, n: number, a: number, b: number, known: Uint8Array): number {
    const first = (n * samples + a) * dimension;
    const second = (n * samples + b) * dimension;
    let sum = 0;
    for (let d = 0; d < dimension; d++) {
      if (known[n * dimension + d] === 0) sum += (rows[first + d] - rows[second + d]) ** 2;
    }
    return sum;
  }
}
