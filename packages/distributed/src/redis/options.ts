/** Where and how jobs are queued. */
export interface RedisExecutorOptions {
  /** `redis://[user:password@]host[:port][/database]`, `rediss://` for TLS; or `@FILE`, a file whose first line is that. */
  readonly url: string;
  /** The queue that the workers listen to; default `jobs`. */
  readonly queue?: string;
  /**
   * The name of the run. A coordinator that is started again under the same name takes up the jobs that its predecessor left in
   * the queue and the results that are already there. Without a name nothing is taken up.
   */
  readonly run?: string;
  /** How often a job is tried before it has failed; default 3. */
  readonly attempts?: number;
  /** Seconds before the second attempt, doubled for each further one; default 1. */
  readonly backoffSeconds?: number;
  /** Seconds for which results that nobody fetches are kept; default 86400, a day. */
  readonly expirySeconds?: number;
  /** Seconds without Redis after which a run gives up, `Unavailable`; default 600. */
  readonly patienceSeconds?: number;
  /** Seconds between two looks at what the events may have missed; default 5. */
  readonly lookSeconds?: number;
  /** Told, one line at a time, what a person waiting for the run wants to know: no worker yet, a retry, Redis gone. */
  readonly notice?: (line: string) => void;
}

export type Settings = Required<RedisExecutorOptions>;
