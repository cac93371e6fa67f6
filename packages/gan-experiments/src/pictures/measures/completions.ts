import { meanPicture, valuesPerPicture } from '@bcl/images';
import { fold } from '@bcl/random';
import { shareRight } from '../classifier/open';
import { targetsAt } from '../classifier/targets';
import { rowsAt, span } from '../data/rows';
import { sourceOf, type SourceRule } from '../use/source';
import { commonestRight, rightByAnswer, type AttributeMeasure } from './attributes';
import { filled, givenOf } from './hidden';
import { CHUNK, type EvaluationRequest } from './request';

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

/** The parts from which pictures are completed. */
export const MEASURED_SOURCES: readonly SourceRule[] = [
  { kind: 'left' },
  { kind: 'upper' },
  { kind: 'random', share: 0.5 },
];

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
