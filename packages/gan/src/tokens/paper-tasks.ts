import { betaRatio, conditional, joint as jointTask, mixture } from '@bcl/masks';
import type { TaskSampler } from '@bcl/masks';
import type { TokenLayout } from './layout';
import { tokenTasks } from './token-tasks';

/** Options of {@link paperTasks}. */
export interface PaperTasksOptions {
  /** The share of tasks that ask for everything, given nothing, in [0, 1]; beside those that are drawn so by chance. 0 without it. */
  readonly joint?: number;
}

/**
 * The tasks that a network is trained on by default: a source of |S|/T ~ Beta(0.5, 3) of the tokens, then a target of
 * Beta(3, 0.5) of the rest; what is in neither is absent.
 *
 * Most sources are small, and often empty; most targets are nearly all of the rest. The two distributions are remembered from
 * "Big Cooperative Learning" (arXiv 2407.21319), section 4.2, and could not be checked: defaults, not the paper's word.
 *
 * @throws RangeError for a share out of [0, 1]
 * @example
 * ```ts
 * import { key } from '@bcl/random';
 * import { paperTasks } from '@bcl/gan';
 *
 * paperTasks({ kind: 'coordinates', dimension: 2 }, { joint: 1 })(key(1), 2); // => { source: [], target: [0, 1] }
 * ```
 */
export function paperTasks(layout: TokenLayout, { joint = 0 }: PaperTasksOptions = {}): TaskSampler {
  if (!(joint >= 0 && joint <= 1)) throw new RangeError(`the share of joint tasks must lie in [0, 1], got ${joint}`);
  const any = conditional(betaRatio(0.5, 3), betaRatio(3, 0.5));
  const tasks = mixture([
    [joint, jointTask()],
    [1 - joint, any],
  ]);
  return tokenTasks(tasks, layout);
}
