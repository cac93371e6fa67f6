import { fixed, joint, mixture, task, type Task, type TaskSampler } from '@bcl/masks';

/** A matching of two coordinates, with the name it has in tables: coordinates count from 1, ∅ is nothing. */
export interface PlaneMatching {
  readonly name: string;
  readonly task: Task;
}

/** All there are: both marginals, the joint, both conditionals. */
export const planeMatchings: readonly PlaneMatching[] = [
  { name: '∅→1', task: task([], [0]) },
  { name: '∅→2', task: task([], [1]) },
  { name: '∅→12', task: task([], [0, 1]) },
  { name: '1→2', task: task([0], [1]) },
  { name: '2→1', task: task([1], [0]) },
];

/** The joint alone. */
export const jointMatching: PlaneMatching = planeMatchings[2];

/** The two in which a coordinate is given. */
export const conditionalMatchings: readonly PlaneMatching[] = planeMatchings.slice(3);

/**
 * Draws all five, those that give nothing twice as often as the others: where all were drawn equally often, both marginals stayed
 * furthest from the truth.
 */
export function allMatchings(): TaskSampler {
  return mixture(planeMatchings.map(({ task }) => [task.source.length === 0 ? 2 : 1, fixed(task)] as const));
}

/** Draws the joint every time: the tasks of a plain GAN. */
export const jointMatchings: () => TaskSampler = joint;
