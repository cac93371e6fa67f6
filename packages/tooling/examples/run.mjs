/** Runs instrumented examples in as few processes as they allow: one, and one more for each that ends its process. */
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../run/command.mjs';

const runner = path.join(path.dirname(fileURLToPath(import.meta.url)), 'run-modules.mjs');

/**
 * @param {readonly string[]} modules paths
 * @param {{ folder: string, timeoutSeconds?: number }} options folder: where the examples run, and the report is kept
 * @returns {Promise<Map<string, { failures: { line: number, message: string }[], assertions: number }>>} by module path;
 *   lines are those of the example, from 1
 */
export async function runModules(modules, { folder, timeoutSeconds = 180 }) {
  const results = new Map();
  let remaining = [...modules];
  while (remaining.length > 0) {
    const report = path.join(folder, 'report.jsonl');
    rmSync(report, { force: true });
    const finished = await runCommand([process.execPath, '--enable-source-maps', runner, report, ...remaining], {
      cwd: folder,
      timeoutSeconds,
    });
    let begun;
    for (const entry of readReport(report)) {
      if (entry.begin) begun = entry.begin;
      else results.set(entry.end, { failures: entry.failures, assertions: entry.assertions });
    }
    const culprit = remaining.find((module) => !results.has(module));
    if (culprit === undefined) break;
    if (culprit !== begun) throw new Error(`the example runner did not start:\n${finished.output}`);
    const message = finished.timedOut
      ? `did not end within ${timeoutSeconds} s`
      : `ended the process with status ${finished.status} before its last line: ${finished.output.trim()}`;
    results.set(culprit, { failures: [{ line: 1, message }], assertions: 0 });
    remaining = remaining.filter((module) => !results.has(module));
  }
  return results;
}

function readReport(file) {
  try {
    return readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  } catch {
    return [];
  }
}
