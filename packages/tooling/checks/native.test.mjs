import { createOutcome } from '../run/outcome.mjs';
import { testOnNative } from './native.mjs';

/** The step, where `bcl-native` ends so; each test is counted as two. */
async function after(obtained) {
  const found = createOutcome();
  await testOnNative(found, {
    obtain: async () => ({ stdout: '', stderr: '', output: 'all it said', ...obtained }),
    test: async () => found.pass(2),
  });
  return found.outcome;
}

describe('testOnNative', () => {
  it('runs the tests where there is an addon', async () => {
    expect(await after({ status: 0 })).toMatchObject({ passed: 2, failed: 0, skipped: 0 });
  });

  it.each([true, false])('tells the tests whether the addon has kernels of its own: %s', async (has) => {
    const seen = [];
    const stdout = `TensorFlow 2.21.0 on the CPU${has ? ' with kernels of our own' : ''}, built in 9 s`;
    const obtain = async () => ({ status: 0, stdout, stderr: '', output: stdout });
    await testOnNative(createOutcome(), { obtain, test: async (withKernels) => seen.push(withKernels) });
    expect(seen).toEqual([has]);
  });

  it('is skipped with the reason where the machine cannot have one', async () => {
    const outcome = await after({ status: 3, stderr: 'a warning\nbcl-native: there is no python3\n' });
    expect(outcome).toMatchObject({ passed: 0, failed: 0, skipped: 1 });
    expect(outcome.skips[0].why).toBe('bcl-native: there is no python3');
  });

  it.each([1, 2])('fails, not skips, where making one ends with %d', async (status) => {
    const outcome = await after({ status });
    expect(outcome).toMatchObject({ passed: 0, failed: 1, skipped: 0 });
    expect(outcome.failures[0].output).toBe('all it said');
  });
});
