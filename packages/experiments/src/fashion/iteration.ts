import { bigLearnMatchings, bigLearnPresets, mixtureLearner } from '@bcl/em';
import { fold, key as keyOf } from '@bcl/random';
import { kMeansOnRows } from './k-means';
import { observations, type FashionSettings } from './methods';
import { mixtureOfClusters } from './start';

/** One outer iteration of BigLearn-EM, ready to be timed: five EM steps from a mixture of k-means clusters. */
export interface IterationToTime {
  /** N: the clusters that the mixture was made of. */
  readonly labels: Int32Array;
  /** Draws the matching of this kind and takes its steps. The mixture to start from stays as it is. */
  run(kind: 'joint' | 'rotated'): void;
  /** Number of coordinates that the rotated matching sees. */
  readonly target: number;
}

/** Prepares an iteration; k-means is cut short, as only a typical mixture is wanted. */
export function iterationToTime({
  pictures,
  components,
  floor,
  threads,
}: Pick<FashionSettings, 'pictures' | 'components' | 'floor' | 'threads'>): IterationToTime {
  const { pixels, count, side } = pictures;
  const dimension = side * side;
  const clusters = kMeansOnRows(keyOf('iteration'), pixels, count, components, 10);
  const learner = mixtureLearner({ components, floor });
  const data = observations({ pictures, threads });
  const state = { model: mixtureOfClusters(pixels, clusters, components, { floor, ridge: 0 }) };
  const { smoothing } = bigLearnPresets.fashionMnist(components);
  const draw = {
    joint: bigLearnMatchings({ smoothing, joint: 1, marginal: 0 }),
    rotated: bigLearnMatchings({ smoothing, joint: 0, marginal: 0 }),
  };
  const matching = (kind: 'joint' | 'rotated') => draw[kind](fold(keyOf('matching'), 1), dimension, 0);
  return {
    labels: clusters.labels,
    target: matching('rotated').task.target.length,
    run(kind) {
      learner.step(keyOf(0), state, data, matching(kind));
    },
  };
}
