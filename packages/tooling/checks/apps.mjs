/** A quick run of each app: it must finish, leave its run folder, and answer wrong command lines with one line each. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCommand } from '../run/command.mjs';
import { createOutcome } from '../run/outcome.mjs';
import { members, root } from '../run/workspace.mjs';

export const name = 'apps';

export async function run() {
  const found = createOutcome();
  const folder = mkdtempSync(path.join(tmpdir(), 'bcl-apps-'));
  try {
    for (const app of members('apps')) {
      if (isStub(app)) found.skip(app.name, 'not written yet');
      else await checkApp(found, app, path.join(folder, path.basename(app.folder)));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return found.outcome;
}

/** An app that does nothing yet: its main has no import. */
const isStub = (app) => !/\bimport\b/.test(readFileSync(path.join(app.folder, 'src/main.ts'), 'utf8'));

async function checkApp(found, app, out) {
  const program = [process.execPath, path.join(app.folder, 'dist/main.js')];
  const quick = await runCommand([...program, '--quick', '--out', out], { cwd: root, timeoutSeconds: 300 });
  const problems = [...(quick.status === 0 ? [] : [`exit status ${quick.status}, not 0`]), ...runFolderProblems(out)];
  if (problems.length === 0) found.pass();
  else found.fail(`${app.name} --quick`, `${problems.join('\n')}\n\n${quick.output}`);

  for (const argv of wrongCommands(out)) {
    const wrong = await runCommand([...program, ...argv], { cwd: root, timeoutSeconds: 60 });
    const complaint = complaintProblems(wrong);
    if (complaint.length === 0) found.pass();
    else found.fail(`${app.name} ${argv.join(' ')}`, `${complaint.join('\n')}\n\n${wrong.output}`);
  }
}

/** What every app must refuse; `finished` is the folder of a finished run. */
const wrongCommands = (finished) => [
  ['--no-such-option'],
  ['--seeds', '0'],
  ['--out', finished],
  ['--out', path.join(finished, 'manifest.json')],
  ['--resume', path.join(finished, 'figures')],
];

/** What is wrong with the run folder that a finished run left. */
export function runFolderProblems(folder) {
  const problems = [];
  const manifest = readJson(path.join(folder, 'manifest.json'), problems);
  if (manifest && manifest.state !== 'finished') {
    problems.push(`manifest.json says "state": ${JSON.stringify(manifest.state)}, not "finished"`);
  }
  const summary = readJson(path.join(folder, 'summary.json'), problems);
  if (summary && summary.schema !== 1)
    problems.push(`summary.json says "schema": ${JSON.stringify(summary.schema)}, not 1`);
  if (summary && !(Array.isArray(summary.methods) && summary.methods.length > 0))
    problems.push('summary.json has no methods');
  if (!existsSync(path.join(folder, 'report.html'))) problems.push('report.html is missing');
  return problems;
}

function readJson(file, problems) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const missing = error.code === 'ENOENT';
    problems.push(
      missing ? `${path.basename(file)} is missing` : `${path.basename(file)} is not JSON: ${error.message}`,
    );
    return undefined;
  }
}

/** Bad input is answered with exit status 2 and one line on standard error, without a stack trace. */
export function complaintProblems({ status, stderr }) {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  return [
    ...(status === 2 ? [] : [`exit status ${status}, not 2`]),
    ...(lines.length === 1 ? [] : [`${lines.length} lines on standard error, not 1`]),
  ];
}
