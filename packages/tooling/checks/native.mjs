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
    test: async (withKernels) => {
      // On a machine with a GPU too, so that the same is tested everywhere.
      const env = { BCL_BACKEND: 'native', CUDA_VISIBLE_DEVICES: '-1' };
      // The making of the addon computes nothing; `unit` has tested it.
      const others = ['--testPathIgnorePatterns', '/node_modules/', '/native-build/'];
      const kernels = withKernels ? { BCL_KERNELS: 'on' } : {};
      await runJest(found, ['packages/backend/', 'packages/gan/', ...others], {
        env: { ...env, ...kernels },
        timeoutSeconds: 600,
      });
      // Once more with TensorFlow's own kernels, which take their place on processors and addons without them.
      if (withKernels)
        await runJest(found, ['packages/backend/src/operations', 'packages/backend/src/parameters'], {
          env: { ...env, BCL_KERNELS: 'off' },
          timeoutSeconds: 300,
        });
    },
  });
  return found.outcome;
}

/** Gets the addon and runs the tests on it: a skip where the machine cannot have it, a failure where making it broke. */
export async function testOnNative(found, { obtain, test }) {
  const obtained = await obtain();
  const lines = obtained.stderr.trim().split('\n');
  if (obtained.status === 0) await test(obtained.stdout.includes('with kernels of our own'));
  else if (obtained.status === NOT_HERE) found.skip("the tests of networks on TensorFlow's C library", lines.at(-1));
  else found.fail('bcl-native', obtained.output);
}
