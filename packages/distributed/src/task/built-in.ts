import type { Task } from '../executor/executor';

/** What every worker can run. */
export const builtInTasks: readonly Task[] = [];
