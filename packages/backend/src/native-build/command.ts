import { spawn } from 'node:child_process';

/** How another program is run. */
export interface CommandOptions {
  readonly environment: Record<string, string | undefined>;
  readonly directory?: string;
  /** Ends the program, and what it has started, when it is aborted. */
  readonly signal?: AbortSignal;
  /** Ends it likewise after that many seconds. */
  readonly timeoutSeconds?: number | undefined;
}

/** How a program ended. */
export interface Finished {
  /** `'missing'`: no such program; `'late'`: it took too long; `'stopped'`: by the signal. */
  readonly end: 'done' | 'failed' | 'missing' | 'late' | 'stopped';
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program without a shell to its end and keeps what it said. Never rejects. */
export function runCommand([program, ...args]: readonly string[], options: CommandOptions): Promise<Finished> {
  const { environment, directory, signal, timeoutSeconds } = options;
  return new Promise((resolve) => {
    const said = { stdout: '', stderr: '' };
    let ended: Finished['end'] | undefined;
    const child = spawn(program, args, {
      cwd: directory,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that what it has started ends with it.
      detached: true,
    });
    const stop = (why: 'late' | 'stopped') => {
      ended ??= why;
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        child.kill('SIGKILL');
      }
    };
    const abort = () => stop('stopped');
    const timer = timeoutSeconds === undefined ? undefined : setTimeout(() => stop('late'), timeoutSeconds * 1000);
    const finish = (end: Finished['end']) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      resolve({ end: ended ?? end, ...said });
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
    child.on('error', (error: NodeJS.ErrnoException) => finish(error.code === 'ENOENT' ? 'missing' : 'failed'));
    child.on('close', (status) => finish(status === 0 ? 'done' : 'failed'));
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort);
  });
}

/** The line of a program's output that says why it failed: the last that speaks of an error, else the last one. */
export function reasonIn(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const telling = lines.filter((line) => /(^|[\s:])(fatal )?error\b|^[A-Za-z]*Error:/i.test(line));
  return telling.at(-1) ?? lines.at(-1) ?? 'it does not say why';
}
