import { conditional, task as checkedTask, type Ratio, type Task } from '@bcl/masks';
import type { Key } from '@bcl/random';

/**
 * Draws other matchings of the same coordinates: a split of S ∪ T into a source and a target, uniform among those of its size.
 *
 * The target is never empty. The split that is given may be drawn as well.
 *
 * @param ratio - the share of S ∪ T that goes to the source, rounded down
 * @returns a function from a key to a task with the same S ∪ T
 * @throws RangeError or TypeError when the ratio is impossible
 *
 * @example
 * ```ts
 * import { task } from '@bcl/masks';
 * import { repartition } from '@bcl/objectives';
 * import { key } from '@bcl/random';
 *
 * const { source, target } = repartition(task([], [1, 3, 4, 7]), 0.5)(key(1));
 * [...source, ...target].sort(); // => [1, 3, 4, 7]
 * source.length; // => 2
 * ```
 */
export function repartition({ source, target }: Task, ratio: Ratio): (key: Key) => Task {
  const { source: none, target: all } = checkedTask([], [...source, ...target]);
  const split = conditional(ratio);
  return (key) => {
    const places = split(key, none.length + all.length);
    return { source: places.source.map((at) => all[at]), target: places.target.map((at) => all[at]) };
  };
}
