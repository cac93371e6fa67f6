import { runApp, type AnyApp, type Io } from '@bcl/lab';

/** What a command leaves beside its files. */
export interface CommandLineResult {
  /** The exit code. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs an app's command line as if it were typed in `directory`, without a process of its own: an empty environment, a
 * calendar that stands still, and a clock on which every step is a line of progress.
 *
 * @param interruptAt - where given, Ctrl-C is pressed whenever stderr says this
 */
export async function commandLine(
  app: AnyApp,
  directory: string,
  argv: readonly string[],
  interruptAt?: string,
): Promise<CommandLineResult> {
  let stdout = '';
  let stderr = '';
  let time = 0;
  const listeners = new Set<() => void>();
  const io: Io = {
    stdout: { write: (text) => (stdout += text) },
    stderr: {
      write: (text) => {
        stderr += text;
        if (interruptAt !== undefined && text.includes(interruptAt)) listeners.forEach((listener) => listener());
        return true;
      },
    },
    env: {},
    directory,
    now: () => new Date('2026-01-02T03:04:05.678Z'),
    clock: () => (time += 6000),
    onSignal: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    exit: () => undefined,
  };
  const code = await runApp(app, argv, io);
  return { code, stdout, stderr };
}
