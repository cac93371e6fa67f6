/** Mixture fits past one machine: sweeps and one fit over shards, as jobs on threads or on a queue. @packageDocumentation */
export type { DistributedProblem, Executor, Job, RunHooks, Task, TaskContext } from './executor/executor';
export { decode, encode } from './executor/encoding';
export type { Json } from './executor/encoding';
export { failureOf, jobProblem } from './executor/failure';
export type { JobFailure } from './executor/failure';
export { packShared, unpackShared } from './executor/shared';
export type { PackedShared } from './executor/shared';
