/** One run of the TypeScript compiler over every source, test and build configuration. */
import { runCommand } from '../run/command.mjs';
import { createOutcome } from '../run/outcome.mjs';
import { root, tool } from '../run/workspace.mjs';

export const name = 'types';

export async function run() {
  const found = createOutcome();
  found.command('tsc', await runCommand([tool('tsc'), '--noEmit', '-p', 'tsconfig.json'], { cwd: root }));
  return found.outcome;
}
