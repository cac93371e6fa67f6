/** Prettier in its checking mode; `pnpm format:write` mends what it finds. */
import { runCommand } from '../run/command.mjs';
import { createOutcome } from '../run/outcome.mjs';
import { root, tool } from '../run/workspace.mjs';

export const name = 'format';

export async function run() {
  const found = createOutcome();
  found.command('prettier', await runCommand([tool('prettier'), '--check', '--log-level', 'warn', '.'], { cwd: root }));
  return found.outcome;
}
