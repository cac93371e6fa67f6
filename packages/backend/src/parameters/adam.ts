import { fusedAll, hasFused } from '../operations/fused-kernel';
import { tf } from '../tensorflow';

/** The constants of Adam (Kingma and Ba 2015, algorithm 1). */
export interface AdamSettings {
  /** Above 0. */
  readonly learningRate: number;
  /** The decay of the mean of gradients, 0 … 1; 0 … 0.5 for adversarial training. */
  readonly beta1: number;
  /** The decay of the mean of squared gradients, 0 … 1. */
  readonly beta2: number;
  /** Added to the root of the corrected mean square, above 0; mostly 1e-8. */
  readonly epsilon: number;
}

/**
 * One step of Adam on a flat vector, with bias correction: a dozen kernels, whatever the number of parameters. Gives new tensors, of which the
 * caller disposes; the arguments are left alone.
 *
 * @param flat - the weights, [N]
 * @param gradient - of the loss at `flat`, [N]
 * @param first - the moving mean of gradients, [N]; zeros before the first step
 * @param second - the moving mean of squared gradients, [N]; zeros before the first step
 * @param step - the number of this step, from 1
 * @throws RangeError where the step is not a whole number from 1
 *
 * @example
 * ```ts
 * import { adamStep, openBackend, tf } from '@bcl/backend';
 *
 * await openBackend({ name: 'cpu' })();
 * const zero = tf.tensor1d([0, 0]);
 * const settings = { learningRate: 0.5, beta1: 0.9, beta2: 0.99, epsilon: 1e-8 };
 * const next = adamStep(zero, tf.tensor1d([3, -0.1]), zero, zero, 1, settings);
 * Array.from(next.flat.dataSync(), (x) => Math.round(x * 1e3) / 1e3); // => [-0.5, 0.5]
 * ```
 */
export function adamStep(
  flat: tf.Tensor1D,
  gradient: tf.Tensor1D,
  first: tf.Tensor1D,
  second: tf.Tensor1D,
  step: number,
  settings: AdamSettings,
): { flat: tf.Tensor1D; first: tf.Tensor1D; second: tf.Tensor1D } {
  if (!Number.isInteger(step) || step < 1) throw new RangeError(`Steps of Adam count from 1, got ${step}.`);
  const { learningRate, beta1, beta2, epsilon } = settings;
  if (hasFused('BclAdam')) {
    const correction = Math.sqrt(1 - beta2 ** step);
    const rate = (learningRate * correction) / (1 - beta1 ** step);
    const numbers = tf.tensor1d([rate, beta1, beta2, epsilon * correction, 1 - beta1, 1 - beta2]);
    const next = fusedAll('BclAdam', [flat, gradient, first, second, numbers], 3) as tf.Tensor1D[];
    numbers.dispose();
    return { flat: next[0], first: next[1], second: next[2] };
  }
  return tf.tidy(() => {
    const nextFirst = tf.add<tf.Tensor1D>(tf.mul(first, beta1), tf.mul(gradient, 1 - beta1));
    const nextSecond = tf.add<tf.Tensor1D>(tf.mul(second, beta2), tf.mul(tf.square(gradient), 1 - beta2));
    // Both bias corrections in the two numbers, so that no tensor is scaled for them.
    const correction = Math.sqrt(1 - beta2 ** step);
    const rate = (learningRate * correction) / (1 - beta1 ** step);
    const move = tf.div(tf.mul(nextFirst, rate), tf.add(tf.sqrt(nextSecond), epsilon * correction));
    return {
      flat: tf.sub<tf.Tensor1D>(flat, move),
      first: nextFirst,
      second: nextSecond,
    };
  });
}
