import { fold, type Key } from '@bcl/random';
import type { Answers } from './answers';
import { coordinate } from './distances';
import { conditionalMatchings, jointMatching } from './matchings';
import { givenValues, type PlaneTruth } from './truth';

/** Answers to a conditional at one x_S, for a figure; plain JSON. */
export type Shot = {
  readonly matching: string;
  /** x_S. */
  readonly given: number;
  /** Samples of x_T. */
  readonly answers: readonly number[];
};

/** Points of a figure, where a run has so many. */
const most = 1500;

/** Points of the joint, flat N × 2. */
export function jointShot(answers: Answers, key: Key, samples: number): number[] {
  return short(answers(jointMatching.task, new Float64Array(2 * Math.min(most, samples)), fold(key, 'joint')));
}

/** Answers at the second, the middle and the fourth of the values that conditionals are measured at. */
export function conditionalShots(truth: PlaneTruth, answers: Answers, key: Key, samples: number): Shot[] {
  return conditionalMatchings.flatMap(({ name, task }) => {
    const [source, target] = [task.source[0], task.target[0]];
    const values = givenValues(truth, source).slice(1, 4);
    return values.map((given, at) => {
      const own = fold(fold(key, name), at);
      const answered = answers(task, new Float64Array(2 * Math.min(most, samples)).fill(given), own);
      return { matching: name, given, answers: short(coordinate(answered, target)) };
    });
  });
}

/** Four digits after the point are more than a figure shows. */
function short(values: Float64Array): number[] {
  return Array.from(values, (value) => Math.round(value * 1e4) / 1e4);
}
