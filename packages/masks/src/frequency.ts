import { fold, key } from '@bcl/random';
import type { Task, TaskSampler } from './task';

/** Tasks drawn from as many different keys. For tests. */
export function drawTasks(sampler: TaskSampler, dimension: number, draws: number): readonly Task[] {
  return Array.from({ length: draws }, (_, at) => sampler(fold(key('draws'), at), dimension));
}

/** How many standard errors the share of tasks that are such is away from the probability it should have. For tests. */
export function standardErrors(tasks: readonly Task[], isSuch: (task: Task) => boolean, probability: number): number {
  const share = tasks.filter(isSuch).length / tasks.length;
  return Math.abs(share - probability) / Math.sqrt((probability * (1 - probability)) / tasks.length);
}
