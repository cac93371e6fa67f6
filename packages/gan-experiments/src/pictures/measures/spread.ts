import { valuesPerPicture } from '@bcl/images';
import { fold } from '@bcl/random';
import { rowsAt, span } from '../data/rows';
import { sourceOf, type SourceRule } from '../use/source';
import { givenOf } from './hidden';
import type { EvaluationRequest } from './request';

/** How much completions of one picture differ, by how much of it is given. */
export interface SpreadMeasure {
  /** Share of the patches that are given. */
  readonly share: number;
  /** As `completionSpread` says. */
  readonly spread: number;
}

/** Shares of the patches at which the spread is measured. */
const SPREAD_SHARES = [0, 0.1, 0.25, 0.5, 0.75, 0.9];
const SPREAD_PICTURES = 100;
const SPREAD_SAMPLES = 4;

/** How the spread falls as more is given. It needs no classifier. */
export async function spreadMeasures(
  request: Pick<EvaluationRequest, 'model' | 'test' | 'grid' | 'key' | 'count' | 'pause'>,
): Promise<readonly SpreadMeasure[]> {
  const { model, test, grid, key, pause } = request;
  const dimension = valuesPerPicture(test);
  const indices = span(0, Math.min(SPREAD_PICTURES, request.count, test.count));
  const rows = rowsAt(test, indices);
  const measures: SpreadMeasure[] = [];
  for (const share of SPREAD_SHARES) {
    const rule: SourceRule = { kind: 'random', share };
    const sources = Array.from(indices, (n) => sourceOf(rule, grid, fold(fold(key, 'spread'), n)));
    const samples = SPREAD_SAMPLES;
    const completions = model.complete(rows, sources, { samples, key: fold(key, `spread ${share}`) });
    measures.push({
      share,
      spread: completionSpread(completions, givenOf(sources, dimension), { samples, dimension }),
    });
    await pause();
  }
  return measures;
}

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
