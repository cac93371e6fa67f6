import { tf } from '../tensorflow';

/**
 * The exponential moving average of a flat vector: decay · average + (1 - decay) · flat, as a new tensor. The arguments are left alone.
 *
 * @param average - [N]
 * @param flat - [N]
 * @param decay - 0 … 1; 1 - decay is the weight of the newest vector
 */
export function movingAverage(average: tf.Tensor1D, flat: tf.Tensor1D, decay: number): tf.Tensor1D {
  return tf.tidy(() => tf.add<tf.Tensor1D>(average, tf.mul(tf.sub(flat, average), 1 - decay)));
}
