import type { ProgressStream } from '../progress/progress';

/** The world outside an app, injectable for tests. */
export interface Io {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: ProgressStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder in which the command was typed. */
  readonly directory: string;
  /** The time of day, for time stamps. */
  now(): Date;
  /** Milliseconds of a clock that never goes back. */
  clock(): number;
  /** Calls back on SIGINT and SIGTERM until the returned function is called. */
  onSignal(listener: () => void): () => void;
  /** Ends the process at once. */
  exit(code: number): void;
}

/**
 * The process as an {@link Io}. The folder is INIT_CWD where a package manager set it, because pnpm runs scripts in the
 * package's own folder. A reader of stdout or stderr that goes away (`| head`) is no error.
 */
export function processIo(): Io {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  const { stderr } = process;
  return {
    stdout: process.stdout,
    stderr: {
      write: (text) => stderr.write(text),
      isTTY: stderr.isTTY && process.env.TERM !== 'dumb',
      get columns() {
        return stderr.columns;
      },
    },
    env: process.env,
    directory: process.env.INIT_CWD ?? process.cwd(),
    now: () => new Date(),
    clock: () => performance.now(),
    onSignal(listener) {
      process.on('SIGINT', listener).on('SIGTERM', listener);
      return () => process.off('SIGINT', listener).off('SIGTERM', listener);
    },
    exit: (code) => process.exit(code),
  };
}
