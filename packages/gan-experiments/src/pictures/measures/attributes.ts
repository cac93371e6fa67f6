import type { ImageSet } from '@bcl/images';
import { targetsAt } from '../classifier/targets';
import { span } from '../data/rows';

/** What is right of one attribute, as shares of pictures. */
export interface AttributeMeasure {
  readonly name: string;
  /** Where the hidden part was completed. */
  readonly completed: number;
  /** Where it was filled with the mean of training pictures. */
  readonly meanFilled: number;
  /** Where nothing was hidden. */
  readonly whole: number;
  /** Of one who looks at no picture and always says what is commonest among training pictures. */
  readonly commonest: number;
}

/** For each answer, K of them: how many pictures are answered rightly. */
export function rightByAnswer(logits: Float32Array, targets: Float32Array, answers: number): Float64Array {
  const right = new Float64Array(answers);
  logits.forEach((logit, i) => (right[i % answers] += Number(logit > 0 === targets[i] > 0.5)));
  return right;
}

/**
 * Answers without a look at the picture: of attributes what most training pictures have, of classes the commonest.
 *
 * @param count how many of the held-out pictures are asked about, from the first on
 * @returns for each attribute the share of held-out pictures of which that is right; of classes one share
 */
export function commonestRight(train: ImageSet, test: ImageSet, count: number): readonly number[] {
  const learnt = targetsAt(train, span(0, train.count));
  const asked = targetsAt(test, span(0, count));
  const answers = asked.length / count;
  const shares = (targets: Float32Array): Float64Array => {
    const sums = new Float64Array(answers);
    targets.forEach((there, i) => (sums[i % answers] += there));
    return sums.map((sum) => (sum * answers) / targets.length);
  };
  const [common, there] = [shares(learnt), shares(asked)];
  if (train.labels !== undefined) return [there[common.indexOf(Math.max(...common))]];
  return Array.from(there, (share, k) => (common[k] > 0.5 ? share : 1 - share));
}
