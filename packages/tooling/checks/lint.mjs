/** ESLint over the repository; a warning is a failure, since nobody reads warnings of a passing run. */
import { runCommand } from '../run/command.mjs';
import { createOutcome } from '../run/outcome.mjs';
import { root, tool } from '../run/workspace.mjs';

export const name = 'lint';

export async function run() {
  const found = createOutcome();
  found.command('eslint', await runCommand([tool('eslint'), '--max-warnings', '0', '.'], { cwd: root }));
  return found.outcome;
}
