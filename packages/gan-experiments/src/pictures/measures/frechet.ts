import { frechetDistance } from '@bcl/metrics';
import { valuesPerPicture, type ImageSet } from '@bcl/images';
import { choose, fold } from '@bcl/random';
import { rowsAt } from '../data/rows';
import { CHUNK, type EvaluationRequest } from './request';

/** Fréchet distances between features of a classifier, N pictures each. */
export interface FrechetMeasures {
  /** N. */
  readonly count: number;
  /** Generated pictures against held-out ones. */
  readonly generated: number;
  /** Training pictures against the same held-out ones: what a perfect generator would have. */
  readonly real: number;
}

/**
 * Generated pictures against held-out ones, beside training pictures against the same.
 *
 * @returns undefined where there are not two pictures to compare
 */
export async function frechetMeasures(request: EvaluationRequest): Promise<FrechetMeasures | undefined> {
  const { model, train, test, classifier, key, pause } = request;
  const count = Math.min(request.count, train.count, test.count);
  if (count < 2) return undefined;
  const dimension = valuesPerPicture(test);
  const generated = new Float32Array(count * classifier.featureCount);
  for (let from = 0; from < count; from += CHUNK) {
    const size = Math.min(CHUNK, count - from);
    const rows = model.generate(size, fold(fold(key, 'generated'), from));
    if (rows.length !== size * dimension)
      throw new RangeError(`the model gave ${rows.length} values for ${size} pictures`);
    generated.set(classifier.look(rows).features, from * classifier.featureCount);
    await pause();
  }
  const features = (set: ImageSet, indices: ArrayLike<number>) => classifier.look(rowsAt(set, indices)).features;
  const held = features(test, choose(fold(key, 'held out'), test.count, count));
  const real = features(train, choose(fold(key, 'real'), train.count, count));
  const between = (a: Float32Array) => frechetDistance(a, held, classifier.featureCount);
  return { count, generated: between(generated), real: between(real) };
}
