import { task as checked } from './task';
import type { Task, TaskSampler } from './task';

/**
 * Always the same task.
 *
 * @param task checked as by the constructor `task`
 * @throws RangeError when the task is impossible; when drawing, when one of its indices is beyond the dimension
 * @example
 * ```ts
 * import { fixed, task } from '@bcl/masks';
 * import { key } from '@bcl/random';
 * fixed(task([0], [1]))(key(1), 3); // => { source: [0], target: [1] }
 * ```
 */
export function fixed(task: Task): TaskSampler {
  const { source, target } = checked(task.source, task.target);
  return (_key, dimension) => checked(source, target, dimension);
}
