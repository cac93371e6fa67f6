/** What a step of the test run found: how many checks passed, failed and were skipped, and the words for each failure. */

/**
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {{ name: string, output: string }[]} failures each with its output in full
 * @property {{ name: string, why: string }[]} skips
 */

/** An outcome that is filled while a step runs. */
export function createOutcome() {
  /** @type {Outcome} */
  const outcome = { passed: 0, failed: 0, skipped: 0, failures: [], skips: [] };
  return {
    outcome,
    pass(count = 1) {
      outcome.passed += count;
    },
    /** One report may stand for several failed checks, as jest's does. */
    fail(name, output, count = 1) {
      outcome.failed += count;
      outcome.failures.push({ name, output: output.trimEnd() });
    },
    skip(name, why, count = 1) {
      outcome.skipped += count;
      outcome.skips.push({ name, why });
    },
    /** A command that is one check: it passes when its exit status is 0. */
    command(name, finished) {
      if (finished.status === 0) this.pass();
      else this.fail(name, finished.output || `exit status ${finished.status}, without a word`);
    },
  };
}

/** The sum of outcomes. */
export function total(outcomes) {
  const sum = (field) => outcomes.reduce((before, outcome) => before + outcome[field], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

/** The last line of a test run: `N passed, N failed`, and `, N skipped` where something was. */
export function tallyLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
}

/** The summary table: one row a step, `rows` as [name, seconds, outcome]. */
export function summaryTable(rows) {
  const cells = [
    ['step', 'passed', 'failed', 'skipped', 'seconds'],
    ...rows.map(([name, seconds, { passed, failed, skipped }]) => [
      name,
      String(passed),
      String(failed),
      String(skipped),
      seconds.toFixed(1),
    ]),
  ];
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  return cells
    .map((row) =>
      row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  '),
    )
    .join('\n');
}
