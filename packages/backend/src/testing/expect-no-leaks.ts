import { tf } from '../tensorflow';

/**
 * Runs an action twice and holds the second run to leave as many tensors as it found. The first run is free: it may fill caches that
 * stay for good.
 *
 * @throws Error when tensors were left or taken
 */
export async function expectNoLeaks(action: () => unknown): Promise<void> {
  await action();
  const before = tf.memory().numTensors;
  await action();
  const left = tf.memory().numTensors - before;
  if (left !== 0)
    throw new Error(
      `The action ${left > 0 ? `left ${left}` : `took ${-left}`} tensors: dispose of what it makes, or keep what it was given.`,
    );
}
