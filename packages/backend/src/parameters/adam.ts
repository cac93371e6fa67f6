import { tf } from '../tensorflow';

/** Adam (Kingma and Ba 2015, algorithm 1). */
export interface AdamSettings {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** One step of Adam on a flat vector, `step` counting from 1. New tensors; the arguments are left alone. */
export function adamStep(
  flat: tf.Tensor1D,
  gradient: tf.Tensor1D,
  first: tf.Tensor1D,
  second: tf.Tensor1D,
  step: number,
  settings: AdamSettings,
): { flat: tf.Tensor1D; first: tf.Tensor1D; second: tf.Tensor1D } {
  const { learningRate, beta1, beta2, epsilon } = settings;
  return tf.tidy(() => {
    const nextFirst = tf.add(tf.mul(first, beta1), tf.mul(gradient, 1 - beta1));
    const nextSecond = tf.add(tf.mul(second, beta2), tf.mul(tf.square(gradient), 1 - beta2));
    // Both bias corrections in the two numbers, so that no tensor is scaled for them.
    const correction = Math.sqrt(1 - beta2 ** step);
    const rate = (learningRate * correction) / (1 - beta1 ** step);
    const move = tf.div(tf.mul(nextFirst, rate), tf.add(tf.sqrt(nextSecond), epsilon * correction));
    return {
      flat: tf.sub(flat, move) as tf.Tensor1D,
      first: nextFirst as tf.Tensor1D,
      second: nextSecond as tf.Tensor1D,
    };
  });
}
