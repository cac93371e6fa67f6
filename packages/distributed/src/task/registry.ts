import { problem, ProblemError } from '@bcl/errors';
import { pathToFileURL } from 'node:url';
import type { Task } from '../executor/executor';
import { builtInTasks } from './built-in';

/**
 * The task of a name: one of the built-in ones, or of a module whose export `tasks` is a list of them. For workers, which get the name
 * alone.
 *
 * @param modules - absolute paths or `file:` addresses, looked through in order after the built-in tasks
 * @throws ProblemError `InvalidOption` when no task has the name
 */
export async function taskNamed(name: string, modules: readonly string[] = []): Promise<Task> {
  const known: Task[] = [...builtInTasks];
  for (const place of modules) known.push(...(await tasksOf(place)));
  const found = known.find((task) => task.name === name);
  if (found !== undefined) return found;
  throw new ProblemError(
    problem('InvalidOption', {
      what: `no task is called ${JSON.stringify(name)}`,
      why: `the worker knows ${known.map((task) => task.name).join(', ')}`,
      hint: 'name the module that holds it, with an export `tasks`',
    }),
  );
}

async function tasksOf(place: string): Promise<readonly Task[]> {
  const loaded: unknown = await import(/^file:/.test(place) ? place : pathToFileURL(place).href);
  const tasks: unknown = typeof loaded === 'object' && loaded !== null && 'tasks' in loaded ? loaded.tasks : undefined;
  if (Array.isArray(tasks)) return tasks as readonly Task[];
  throw new ProblemError(
    problem('InvalidOption', { what: `the module ${place} has no list of tasks`, hint: 'export const tasks = [...]' }),
  );
}
