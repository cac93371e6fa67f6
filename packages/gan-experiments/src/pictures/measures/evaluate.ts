import { frechetDistance } from '@bcl/metrics';
import { meanPicture, valuesPerPicture, type ImageSet } from '@bcl/images';
import { choose, fold, type Key } from '@bcl/random';
import { shareRight, type OpenClassifier } from '../classifier/open';
import { targetsAt } from '../classifier/targets';
import { rowsAt, span } from '../data/rows';
import type { PictureModel } from '../use/model';
import { sourceOf, type SourceRule, type TokenGrid } from '../use/source';
import { commonestRight, rightByAnswer, type AttributeMeasure } from './attributes';
import { filled, givenOf } from './hidden';
import { completionSpread } from './spread';

/** Fréchet distances between features of a classifier, N pictures each. */
export interface FrechetMeasures {
  /** N. */
  readonly count: number;
  /** Generated pictures against held-out ones. */
  readonly generated: number;
  /** Training pictures against the same held-out ones: what a perfect generator would have. */
  readonly real: number;
}

/** What a classifier makes of pictures of which a part was hidden: shares of right answers. */
export interface CompletionMeasures {
  readonly source: SourceRule;
  /** Mean share of the coordinates that are given. */
  readonly given: number;
  /** Where the hidden part was completed, once a picture. */
  readonly completed: number;
  /** Where it was left black. */
  readonly blanked: number;
  /** Where it was filled with the mean of training pictures. */
  readonly meanFilled: number;
  /** Where nothing was hidden. */
  readonly whole: number;
  /** Without a look at the picture: always the answer that is commonest among training pictures. */
  readonly commonest: number;
  /** Attributes by themselves: those of {@link EvaluationRequest.shown} that the pictures have. */
  readonly attributes: readonly AttributeMeasure[];
}

/** How much completions of one picture differ, by how much of it is given. */
export interface SpreadMeasure {
  /** Share of the patches that are given. */
  readonly share: number;
  /** As `completionSpread` says. */
  readonly spread: number;
}

/** What an evaluation needs. */
export interface EvaluationRequest {
  readonly model: PictureModel;
  readonly train: ImageSet;
  /** Pictures that the model never saw. */
  readonly test: ImageSet;
  readonly grid: TokenGrid;
  readonly classifier: OpenClassifier;
  /** Attributes that are also measured by themselves; none without it. */
  readonly shown?: readonly string[];
  readonly key: Key;
  /** Most pictures for any of the measures. */
  readonly count: number;
  /** Called between the parts; what it throws ends the evaluation. */
  readonly pause: () => Promise<void>;
}

/** Shares of the patches at which the spread is measured. */
const SPREAD_SHARES = [0, 0.1, 0.25, 0.5, 0.75, 0.9];
const SPREAD_PICTURES = 100;
const SPREAD_SAMPLES = 4;

/** The parts from which pictures are completed. */
export const MEASURED_SOURCES: readonly SourceRule[] = [
  { kind: 'left' },
  { kind: 'upper' },
  { kind: 'random', share: 0.5 },
];

/** Pictures that a model is asked for at a time, so that signals get through. */
const CHUNK = 250;

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

/** The shares of right answers for each of the parts. */
export async function completionMeasures(request: EvaluationRequest): Promise<readonly CompletionMeasures[]> {
  const { model, train, test, grid, classifier, key, pause } = request;
  const count = Math.min(request.count, test.count);
  const dimension = valuesPerPicture(test);
  const mean = meanPicture(train);
  const common = commonestRight(train, test, count);
  const commonest = common.reduce((sum, share) => sum + share, 0) / common.length;
  const { answers } = classifier.shape;
  const measures: CompletionMeasures[] = [];
  for (const source of MEASURED_SOURCES) {
    const sum = { given: 0, completed: 0, blanked: 0, meanFilled: 0, whole: 0 };
    const each = { completed: new Float64Array(answers), meanFilled: new Float64Array(answers), whole: new Float64Array(answers) }; // prettier-ignore
    for (let from = 0; from < count; from += CHUNK) {
      const indices = span(from, Math.min(CHUNK, count - from));
      const rows = rowsAt(test, indices);
      const targets = targetsAt(test, indices);
      const right = (some: Float32Array, by?: Float64Array) => {
        const { logits } = classifier.look(some);
        if (by !== undefined) rightByAnswer(logits, targets, answers).forEach((more, k) => (by[k] += more));
        return shareRight(classifier.shape, logits, targets) * indices.length;
      };
      const sources = Array.from(indices, (n) => sourceOf(source, grid, fold(fold(key, 'sources'), n)));
      const given = givenOf(sources, dimension);
      const completed = model.complete(rows, sources, { samples: 1, key: fold(fold(key, source.kind), from) });
      sum.given += given.reduce((total, one) => total + one, 0) / dimension;
      sum.completed += right(completed, each.completed);
      sum.blanked += right(filled(rows, given, dimension, () => -1));
      sum.meanFilled += right(
        filled(rows, given, dimension, (d) => mean[d]),
        each.meanFilled,
      );
      sum.whole += right(rows, each.whole);
      await pause();
    }
    const { given, completed, blanked, meanFilled, whole } = sum;
    const share = (total: number) => total / count;
    measures.push({
      source,
      given: share(given),
      completed: share(completed),
      blanked: share(blanked),
      meanFilled: share(meanFilled),
      whole: share(whole),
      commonest,
      attributes: (request.shown ?? []).flatMap((name) => {
        const k = train.labels === undefined ? (train.attributes?.names.indexOf(name) ?? -1) : -1;
        if (k < 0) return [];
        const of = { completed: each.completed[k], meanFilled: each.meanFilled[k], whole: each.whole[k] };
        return [
          {
            name,
            completed: share(of.completed),
            meanFilled: share(of.meanFilled),
            whole: share(of.whole),
            commonest: common[k],
          },
        ];
      }),
    });
  }
  return measures;
}

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
