export { allOf, complement, indexSet } from './index-set';
export type { IndexSet } from './index-set';
export { task } from './task';
export type { Task, TaskSampler } from './task';
