/**
 * Everything that must be there before a command of this repository can do its job: installed packages and builds.
 * Usage: node packages/tooling/prepare.mjs [WORKSPACE_PACKAGE]   (all packages without a name)
 *
 * Quiet when there is nothing to do, so that `start` feels immediate on a warm checkout.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const only = process.argv[2];

/** How pnpm is called from here: the pnpm that runs this script, or the pinned one fetched by npx. */
const pnpm = (() => {
  const running = process.env.npm_execpath ?? '';
  if (/pnpm[^/\\]*\.c?js$/.test(running)) return [process.execPath, running];
  return ['npx', '-y', 'pnpm@10.34.9'];
})();

function step(what, [command, ...args]) {
  const outcome = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (outcome.status === 0) return;
  process.stderr.write(`${outcome.stdout ?? ''}${outcome.stderr ?? ''}\n`);
  process.stderr.write(`${what} failed${outcome.error ? `: ${outcome.error.message}` : ''}; its output is above.\n`);
  // Whoever reads the last line of a test run finds the tally there in this case too.
  if (process.env.npm_lifecycle_event === 'test') process.stdout.write('0 passed, 1 failed\n');
  process.exit(1);
}

const installed = path.join(root, 'node_modules/.modules.yaml');
const upToDate =
  existsSync(installed) && statSync(installed).mtimeMs > statSync(path.join(root, 'pnpm-lock.yaml')).mtimeMs;
if (!upToDate) {
  process.stderr.write('Installing packages (once, about half a minute) …\n');
  step('Installing', [...pnpm, 'install', '--frozen-lockfile']);
}
process.stderr.write('Building what changed …\n');
// Through pnpm, because turbo looks for a pnpm on the path.
step('Building', [
  ...pnpm,
  'exec',
  'turbo',
  'run',
  'build',
  '--output-logs=errors-only',
  ...(only ? [`--filter=${only}...`] : []),
]);
