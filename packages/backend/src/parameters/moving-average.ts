import { tf } from '../tensorflow';

/** decay · average + (1 - decay) · flat, a new tensor. */
export function movingAverage(average: tf.Tensor1D, flat: tf.Tensor1D, decay: number): tf.Tensor1D {
  return tf.tidy(() => tf.add(average, tf.mul(tf.sub(flat, average), 1 - decay)) as tf.Tensor1D);
}
