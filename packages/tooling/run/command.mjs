/** Runs another program to its end and keeps all that it said. */
import { spawn } from 'node:child_process';

/**
 * @typedef {object} Finished
 * @property {number} status exit status; 128 + the signal's rank is not imitated: a signal gives status 1
 * @property {string} output standard output and standard error as they came, mixed
 * @property {string} stdout
 * @property {string} stderr
 * @property {boolean} timedOut
 */

/**
 * Runs `command` (program and arguments, no shell) and resolves when it has ended; never rejects.
 *
 * @param {readonly string[]} command
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, timeoutSeconds?: number }} [options]
 * @returns {Promise<Finished>}
 */
export function runCommand([program, ...args], { cwd, env, timeoutSeconds = 900 } = {}) {
  return new Promise((resolve) => {
    let output = '';
    let stdout = '';
    let stderr = '';
    let timedOut = false;
    const child = spawn(program, args, {
      cwd,
      // What is kept is printed later, perhaps to a file; some tools colour by CI alone.
      env: { ...process.env, ...(process.stdout.isTTY ? {} : { FORCE_COLOR: '0' }), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, timeoutSeconds * 1000);
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
      output += text;
    });
    const finish = (status, note = '') => {
      clearTimeout(timer);
      resolve({ status, stdout, stderr, output: output + note, timedOut });
    };
    child.on('error', (error) => finish(1, `${program} could not be started: ${error.message}\n`));
    child.on('close', (code, signal) => {
      if (timedOut) finish(1, `\nStopped after ${timeoutSeconds} s without an end.\n`);
      else if (signal) finish(1, `\nEnded by ${signal}.\n`);
      else finish(code ?? 1);
    });
  });
}

/**
 * Applies `work` to every item, at most `limit` at a time; the results keep the items' order.
 *
 * @template A, B
 * @param {readonly A[]} items
 * @param {number} limit
 * @param {(item: A) => Promise<B>} work
 * @returns {Promise<B[]>}
 */
export async function mapConcurrently(items, limit, work) {
  const results = new Array(items.length);
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index]);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
}
