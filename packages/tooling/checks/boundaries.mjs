/** Who imports whom, held against the rules of .dependency-cruiser.cjs. */
import { runCommand } from '../run/command.mjs';
import { createOutcome } from '../run/outcome.mjs';
import { root, tool } from '../run/workspace.mjs';

export const name = 'boundaries';

export async function run() {
  const found = createOutcome();
  const command = [tool('depcruise'), 'packages', 'apps', '--config', '.dependency-cruiser.cjs'];
  found.command('dependency-cruiser', await runCommand(command, { cwd: root }));
  return found.outcome;
}
