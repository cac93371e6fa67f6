import type { Task } from '../executor/executor';

/** Finds a task among those of a test. */
export const among =
  (...tasks: readonly Task[]) =>
  (name: string): Promise<Task> => {
    const found = tasks.find((task) => task.name === name);
    return found ? Promise.resolve(found) : Promise.reject(new Error(`no task is called ${name}`));
  };
