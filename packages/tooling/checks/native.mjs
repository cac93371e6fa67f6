/** The tests of networks once more, on TensorFlow's C library in place of wasm, where the library can be had. */
import path from 'node:path';
import { runCommand } from '../run/command.mjs';
import { createOutcome } from '../run/outcome.mjs';
import { root } from '../run/workspace.mjs';
import { runJest } from './unit.mjs';

export const name = 'native';

/** The exit code by which `bcl-native` says that this machine lacks what it takes. */
const NOT_HERE = 3;
/** Longer downloads are not waited for: a skip with that reason. */
const DOWNLOAD_SECONDS = 120;

export async function run() {
  const found = createOutcome();
  await testOnNative(found, {
    obtain: () =>
      runCommand(
        [
          process.execPath,
          path.join(root, 'packages/backend/dist/bcl-native.js'),
          '--timeout',
          String(DOWNLOAD_SECONDS),
        ],
        { cwd: root, timeoutSeconds: 600 },
      ),
    test: () =>
      // The making of the addon computes nothing; `unit` has tested it.
      runJest(
        found,
        ['packages/backend/', 'packages/gan/', '--testPathIgnorePatterns', '/node_modules/', '/native-build/'],
        {
          // On a machine with a GPU too, so that the same is tested everywhere.
          env: { BCL_BACKEND: 'native', CUDA_VISIBLE_DEVICES: '-1' },
          timeoutSeconds: 600,
        },
      ),
  });
  return found.outcome;
}

/** Gets the addon and runs the tests on it: a skip where the machine cannot have it, a failure where making it broke. */
export async function testOnNative(found, { obtain, test }) {
  const obtained = await obtain();
  const lines = obtained.stderr.trim().split('\n');
  if (obtained.status === 0) await test();
  else if (obtained.status === NOT_HERE) found.skip("the tests of networks on TensorFlow's C library", lines.at(-1));
  else found.fail('bcl-native', obtained.output);
}
