import { spawn } from 'node:child_process';

/** A program that takes a job as JSON and prints its answer as one line of JSON. */
export interface Program {
  readonly command: string;
  /** Arguments before the job. */
  readonly arguments: readonly string[];
  /** Added to the environment. */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Runs a program in a process of its own.
 *
 * @returns its answer
 * @throws Error with the last line that it wrote to standard error, when it fails; an AbortError when the signal came
 */
export function runProgram(program: Program, job: object, signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const child = spawn(program.command, [...program.arguments, JSON.stringify(job)], {
      env: { ...process.env, ...program.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    });
    let [output, complaint] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint = (complaint + text).slice(-4000)));
    child.on('error', reject);
    child.on('close', (code, killedBy) => {
      if (code !== 0) {
        const why = complaint.trim().split('\n').at(-1) ?? '';
        reject(new Error(`${program.command} ended with ${killedBy ?? `exit status ${code}`}${why && `: ${why}`}`));
        return;
      }
      try {
        resolve(JSON.parse(output));
      } catch {
        reject(new Error(`${program.command} answered '${output.slice(0, 80)}', which is not JSON`));
      }
    });
  });
}
