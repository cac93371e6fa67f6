import type { Task } from '../executor/executor';
import { fitTask } from './fit';
import { momentsTask } from './moments';
import { statisticsTask } from './statistics';

/** What every worker can run. */
export const builtInTasks: readonly Task[] = [momentsTask, statisticsTask, fitTask] as readonly Task[];
