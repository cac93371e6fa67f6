import type { Problem } from '@bcl/errors';
import type * as TE from 'fp-ts/lib/TaskEither.js';

/** What may go wrong with jobs; the message names the job, and for a shard the shard. */
export type DistributedProblem = Problem<
  'InvalidOption' | 'UnreadableShard' | 'JobFailed' | 'Unavailable' | 'Cancelled'
>;

/** What a task may use while it runs. */
export interface TaskContext {
  /** Aborted when nobody waits for the result any more. */
  readonly signal: AbortSignal;
  /** What all jobs of the run have in common, see {@link RunHooks.shared}; undefined where the run has nothing such. */
  readonly shared: unknown;
  /** How far the job is, from 0 to 1. */
  readonly progress: (fraction: number, note?: string) => void;
}

/**
 * A kind of work. Input and output are plain data: what JSON holds, and typed arrays (see `encode`). A job may be run more than
 * once, on several machines at a time, so `run` changes nothing outside and gives the same output for the same input.
 */
export interface Task<I = unknown, O = unknown> {
  /** Unique among the tasks of a worker; both sides find the task by it. */
  readonly name: string;
  /** Rejects with a `ProblemError` where the fault is in the input, such as a shard that cannot be read. */
  run(input: I, context: TaskContext): Promise<O>;
}

/** One piece of work. */
export interface Job<I = unknown> {
  /** Stable and unique in the run: a job that was delivered twice counts once. */
  readonly id: string;
  readonly input: I;
}

/** What goes with a run: what all its jobs share, what the caller watches, and how it stops. */
export interface RunHooks<I, O> {
  /**
   * Plain data that every job needs, such as the mixture of a pass: tasks find it as `context.shared`. It travels once per run and
   * worker under the hash of its content (see `packShared`), not once per job.
   */
  readonly shared?: unknown;
  /** Called once per job, in the order in which jobs end. */
  readonly onResult?: (job: Job<I>, output: O) => void;
  /** Called when a job says how far it is. */
  readonly onProgress?: (job: Job<I>, fraction: number, note?: string) => void;
  /** Stops the run: `Cancelled`. */
  readonly signal?: AbortSignal;
}

/** Where jobs are done: threads of this process, or workers that share a queue. */
export interface Executor {
  /** For people: `local, 2 threads`. */
  readonly name: string;
  /**
   * Does all jobs of a task and gives their outputs in the order of the jobs.
   *
   * @returns the first job's problem where one fails; jobs that have not begun are then dropped
   */
  run<I, O>(
    task: Task<I, O>,
    jobs: readonly Job<I>[],
    hooks?: RunHooks<I, O>,
  ): TE.TaskEither<DistributedProblem, readonly O[]>;
  /** Lets go of threads and connections. */
  close(): Promise<void>;
}
