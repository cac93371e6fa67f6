import { energyDistance, slicedWasserstein } from '@bcl/metrics';
import { fold, type Key } from '@bcl/random';
import type { Answers } from './answers';
import { conditionalMatchings, planeMatchings, type PlaneMatching } from './matchings';
import { conditionalPoints, givenValues, planePoints, type PlaneTruth } from './truth';

/** How far one sample is from another. */
export interface Distance {
  /** W₁ on the line, sliced W₁ in the plane; in the units of the data. */
  readonly wasserstein: number;
  /** The energy distance, in the units of the data. */
  readonly energy: number;
}

/** Distances by the names of the matchings they belong to. */
export type Distances = Readonly<Record<string, Distance>>;

/** How large samples are, and over how many pairs of them distances are averaged. */
export interface Sampling {
  readonly samples: number;
  readonly draws: number;
}

/**
 * For each of the five matchings how far the model's answers are from the truth, x_S being drawn from the truth: on the joint
 * distribution of S ∪ T. Fresh points on both sides in every draw.
 */
export function answerDistances(truth: PlaneTruth, answers: Answers, key: Key, sampling: Sampling): Distances {
  return overDraws(key, sampling.draws, (own) =>
    planeMatchings.map(({ name, task }) => {
      const at = fold(own, name);
      const points = planePoints(truth, fold(at, 'given'), sampling.samples);
      const exact = planePoints(truth, fold(at, 'exact'), sampling.samples);
      return [name, between({ task }, answers(task, points, fold(at, 'noise')), exact)] as const;
    }),
  );
}

/** The same between two exact samples: where a perfect model stands. */
export function floorDistances(truth: PlaneTruth, key: Key, sampling: Sampling): Distances {
  return answerDistances(truth, (_, points) => points, key, sampling);
}

/**
 * For both conditionals how far the model's answers are from p(x_T | x_S), at one x_S after the other, averaged over a handful of
 * them: a comparison that a model cannot pass by being right on average.
 */
export function conditionalDistances(truth: PlaneTruth, answers: Answers, key: Key, sampling: Sampling): Distances {
  return overDraws(key, sampling.draws, (own) =>
    conditionalMatchings.map(({ name, task }) => {
      const [source, target] = [task.source[0], task.target[0]];
      const distances = givenValues(truth, source).map((value, at) => {
        const here = fold(fold(own, name), at);
        const points = new Float64Array(2 * sampling.samples).fill(value);
        const answered = coordinate(answers(task, points, fold(here, 'noise')), target);
        const exact = conditionalPoints(truth, source, value, fold(here, 'exact'), sampling.samples);
        return onTheLine(answered, exact);
      });
      return [name, meanDistance(distances)] as const;
    }),
  );
}

/** The same between two exact samples at the same x_S. */
export function conditionalFloor(truth: PlaneTruth, key: Key, sampling: Sampling): Distances {
  const answers: Answers = ({ source, target }, points, own) => {
    // Every point has the same x_S.
    const drawn = conditionalPoints(truth, source[0], points[source[0]], own, points.length / 2);
    return points.map((value, i) => (i % 2 === target[0] ? drawn[(i - (i % 2)) / 2] : value));
  };
  return conditionalDistances(truth, answers, key, sampling);
}

/** One coordinate of flat N × 2 points. */
export function coordinate(points: Float64Array, at: number): Float64Array {
  return points.filter((_, i) => i % 2 === at);
}

function between({ task }: Pick<PlaneMatching, 'task'>, answered: Float64Array, exact: Float64Array): Distance {
  if (task.source.length + task.target.length === 1) {
    return onTheLine(coordinate(answered, task.target[0]), coordinate(exact, task.target[0]));
  }
  return { wasserstein: slicedWasserstein(answered, exact, 2), energy: energyDistance(answered, exact, 2) };
}

function onTheLine(answered: Float64Array, exact: Float64Array): Distance {
  return { wasserstein: slicedWasserstein(answered, exact, 1), energy: energyDistance(answered, exact) };
}

function overDraws(
  key: Key,
  draws: number,
  draw: (key: Key) => readonly (readonly [name: string, distance: Distance])[],
): Distances {
  const all = Array.from({ length: draws }, (_, at) => draw(fold(key, at)));
  return Object.fromEntries(all[0].map(([name], i) => [name, meanDistance(all.map((one) => one[i][1]))]));
}

function meanDistance(distances: readonly Distance[]): Distance {
  const mean = (of: (distance: Distance) => number) =>
    distances.reduce((sum, distance) => sum + of(distance), 0) / distances.length;
  return { wasserstein: mean(({ wasserstein }) => wasserstein), energy: mean(({ energy }) => energy) };
}
