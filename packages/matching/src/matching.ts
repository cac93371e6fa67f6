import type { Task } from '@bcl/masks';
import type { Key } from '@bcl/random';
import type { Transform } from '@bcl/transforms';

/**
 * One thing the model is asked to match: q(y_T | y_S) of the transformed data y = g(x), compared by an objective.
 *
 * What an objective is, is for the learner to say: a function, a name, or `undefined` where it knows one only.
 */
export interface Matching<Objective> {
  /** The source S and the target T: coordinates of y. */
  readonly task: Task;
  /** g: the data's transform. */
  readonly transform: Transform;
  /** How the two conditionals are compared. */
  readonly objective: Objective;
}

/**
 * Draws the matching of one step over `dimension` coordinates. Equal arguments give equal matchings.
 *
 * The key changes with every step, so a sampler whose distribution stays the same ignores `step`; it is there for
 * distributions that change during a run.
 */
export type MatchingSampler<Objective> = (key: Key, dimension: number, step: number) => Matching<Objective>;
