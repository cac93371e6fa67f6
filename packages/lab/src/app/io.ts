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
 * package's own folder. A reader of stdout or stderr that goes away (`| head`) is no error; any other refusal, a full disk
 * say, is told once on stderr and makes the exit code 1, but the run goes on: its results are in the run folder.
 */
export function processIo(): Io {
  for (const stream of [process.stdout, process.stderr]) {
    survive(stream, (reason) => {
      if (stream === process.stdout) process.stderr.write(`Cannot write to standard output: ${reason}\n`);
      process.on('exit', () => (process.exitCode ||= 1));
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

/** Listens for a stream's errors, so that none ends the process; the first that is not a reader's leaving is reported. */
export function survive(
  stream: { on(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown },
  report: (reason: string) => void,
): void {
  let told = false;
  stream.on('error', (error) => {
    if (told || error.code === 'EPIPE') return;
    told = true;
    report(error.code === 'ENOSPC' ? 'the disk is full' : error.message);
  });
}
