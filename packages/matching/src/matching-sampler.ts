import { task as checkedTask } from '@bcl/masks';
import type { TaskSampler } from '@bcl/masks';
import { fold } from '@bcl/random';
import type { Key } from '@bcl/random';
import { identity } from '@bcl/transforms';
import type { Transform } from '@bcl/transforms';
import type { MatchingSampler } from './matching';

/** The parts of a {@link matchingSampler}. */
export interface MatchingParts<Objective> {
  /** Draws the source and the target. */
  readonly task: TaskSampler;
  /** Draws the data's transform; the identity without it. */
  readonly transform?: (key: Key, dimension: number) => Transform;
  /** How the conditionals are compared; the same in every matching drawn. */
  readonly objective: Objective;
}

/**
 * A sampler of matchings from a sampler of tasks, a sampler of transforms and one objective, drawn independently.
 *
 * When drawing, a task that is impossible over the dimension, or a transform of another dimension, throws a RangeError.
 *
 * @example
 * ```ts
 * import { joint } from '@bcl/masks';
 * import { matchingSampler } from '@bcl/matching';
 * import { key } from '@bcl/random';
 * const sampler = matchingSampler({ task: joint(), objective: 'forward KL' });
 * const { task, transform } = sampler(key(1), 2, 0);
 * task.target; // => [0, 1]
 * transform.name; // => 'identity'
 * ```
 */
export function matchingSampler<Objective>({
  task,
  transform = (_key, dimension) => identity(dimension),
  objective,
}: MatchingParts<Objective>): MatchingSampler<Objective> {
  return (key, dimension) => {
    const drawn = task(fold(key, 'task'), dimension);
    const map = transform(fold(key, 'transform'), dimension);
    if (map.dimension !== dimension) {
      throw new RangeError(
        `the transform "${map.name}" acts on ${map.dimension} coordinates, but the dimension is ${dimension}`,
      );
    }
    return { task: checkedTask(drawn.source, drawn.target, dimension), transform: map, objective };
  };
}
