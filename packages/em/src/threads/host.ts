/** A thread of the host, as far as it is used here. */
export interface HostWorker {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: unknown) => void): void;
  on(event: 'error', listener: (error: Error) => void): void;
  on(event: 'exit', listener: () => void): void;
  /** Lets the process end although the thread runs. */
  unref(): void;
  /** Keeps the process until the thread ends. */
  ref(): void;
}

/** What threads are made of. */
export interface ThreadHost {
  /** How many threads run at once on this machine. */
  readonly cores: number;
  /** False inside a thread that somebody started: others of its kind keep the cores busy already. */
  readonly mainThread: boolean;
  /** Starts a thread with this source text. */
  start(source: string): HostWorker;
}

/** Modules of Node, named and not imported: bundlers for browsers need not know them. */
interface NodeModules {
  getBuiltinModule?(name: 'node:worker_threads'): {
    readonly isMainThread: boolean;
    readonly Worker: new (source: string, options: object) => HostWorker;
  };
  getBuiltinModule?(name: 'node:os'): { availableParallelism(): number };
}

/** What threads are made of here, or why there are none, in words that end a sentence. */
export function threadHost(): ThreadHost | string {
  const { process, SharedArrayBuffer, Atomics } = globalThis as Partial<{
    process: NodeModules;
    SharedArrayBuffer: unknown;
    Atomics: unknown;
  }>;
  if (typeof process?.getBuiltinModule !== 'function')
    return 'threads need Node 20.16, 22.3 or later, and a browser has none here';
  if (SharedArrayBuffer === undefined || Atomics === undefined) return 'there is no SharedArrayBuffer';
  const threads = process.getBuiltinModule('node:worker_threads');
  if (typeof threads?.Worker !== 'function') return 'there are no worker threads';
  return {
    cores: process.getBuiltinModule('node:os')?.availableParallelism() ?? 1,
    mainThread: threads.isMainThread,
    // No preloads or loaders of the application: the text needs none.
    start: (source) => new threads.Worker(source, { eval: true, execArgv: [] }),
  };
}
