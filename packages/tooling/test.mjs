/**
 * Every check of this repository in one run, counted together. `pnpm test` builds first and then calls this.
 * Usage: node packages/tooling/test.mjs [--only STEP[,STEP]] [--help]
 */
import * as apps from './checks/apps.mjs';
import * as boundaries from './checks/boundaries.mjs';
import * as documentation from './checks/documentation.mjs';
import * as format from './checks/format.mjs';
import * as lint from './checks/lint.mjs';
import * as native from './checks/native.mjs';
import * as packed from './checks/packed.mjs';
import * as services from './checks/services.mjs';
import * as types from './checks/types.mjs';
import * as unit from './checks/unit.mjs';
import { readArguments } from './run/arguments.mjs';
import { createOutcome, summaryTable, tallyLine, total } from './run/outcome.mjs';

const steps = [types, lint, format, boundaries, services, unit, native, documentation, packed, apps];
const { chosen, help, mistake } = readArguments(
  process.argv.slice(2),
  steps.map((step) => step.name),
);

if (help) {
  process.stdout.write(`${help}\n`);
} else if (mistake) {
  process.stderr.write(`${mistake}\n`);
  process.exitCode = 2;
} else {
  process.exitCode = await runSteps(steps.filter((step) => chosen.includes(step.name)));
}

async function runSteps(wanted) {
  const rows = [];
  for (const step of wanted) {
    const live = process.stdout.isTTY;
    if (live) process.stdout.write(`… ${step.name}`);
    const started = performance.now();
    const outcome = await attempt(step);
    const seconds = (performance.now() - started) / 1000;
    if (live) process.stdout.write('\r\x1b[K');
    show(step.name, seconds, outcome);
    rows.push([step.name, seconds, outcome]);
  }
  const sum = total(rows.map(([, , outcome]) => outcome));
  process.stdout.write(`\n${summaryTable(rows)}\n\n${tallyLine(sum)}\n`);
  return sum.failed > 0 ? 1 : 0;
}

/** A step that throws has failed; the ones after it are still attempted. */
async function attempt(step) {
  try {
    return await step.run();
  } catch (error) {
    const found = createOutcome();
    found.fail(step.name, `the step itself broke: ${error.stack}`);
    return found.outcome;
  }
}

function show(step, seconds, outcome) {
  const verdict = outcome.failed > 0 ? 'FAIL' : 'pass';
  process.stdout.write(`${verdict}  ${step} (${tallyLine(outcome)}, ${seconds.toFixed(1)} s)\n`);
  for (const { name, output } of outcome.failures) process.stdout.write(`\n--- ${step}: ${name}\n${output}\n\n`);
  for (const { name, why } of outcome.skips) process.stdout.write(`      skipped ${name}: ${why}\n`);
}
