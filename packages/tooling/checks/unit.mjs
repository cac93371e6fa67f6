/** Every unit and property test in one jest run, against the sources. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCommand } from '../run/command.mjs';
import { createOutcome } from '../run/outcome.mjs';
import { root, tool } from '../run/workspace.mjs';

export const name = 'unit';

export async function run() {
  const found = createOutcome();
  // The backend that is on every machine, also where a better one would be chosen.
  await runJest(found, [], { env: { BCL_BACKEND: 'wasm' }, timeoutSeconds: 1200 });
  return found.outcome;
}

/** One run of jest, `words` being its further arguments, counted into `found`. */
export async function runJest(found, words, options) {
  const folder = await mkdtemp(path.join(tmpdir(), 'bcl-unit-'));
  try {
    const results = path.join(folder, 'results.json');
    const command = [tool('jest'), '--maxWorkers=100%', '--json', `--outputFile=${results}`, ...words];
    const finished = await runCommand(command, { cwd: root, ...options });
    const report = JSON.parse(await readFile(results, 'utf8').catch(() => '{}'));
    countJest(found, report, finished);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Counts the tests of a jest report. A file that could not be run holds tests that nobody counted: it is one failure.
 * Jest's own words about failures are on its standard error.
 */
export function countJest(found, report, finished) {
  if (typeof report.numTotalTests !== 'number') {
    found.fail('jest', finished.output || 'jest ended without a result');
    return;
  }
  found.pass(report.numPassedTests);
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  const skipped = report.numPendingTests + report.numTodoTests;
  const words = finished.stderr.replace(/^PASS .*\n/gm, '');
  if (failed > 0) found.fail('jest', words, failed);
  else if (finished.status !== 0) found.fail('jest', words || finished.output);
  for (const suite of report.testResults) {
    for (const test of suite.assertionResults) {
      if (test.status === 'pending' || test.status === 'todo') found.skip(test.fullName, 'skipped by the test itself');
    }
  }
  const unnamed = skipped - found.outcome.skipped;
  if (unnamed > 0) found.skip('jest', 'skipped, unnamed', unnamed);
}
