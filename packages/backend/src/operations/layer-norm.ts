import { tf } from '../tensorflow';

import { scaleAndShiftRows } from './rows';
import { standardize } from './standardize';

/**
 * Layer normalization, (x - mean) / √(variance + epsilon) · gain + bias along the last axis (Ba, Kiros and Hinton 2016), with the variance
 * that divides by the count.
 *
 * @param x - [..., W], rank 1 or more; the result has its shape
 * @param gain - [W]
 * @param bias - [W]
 * @param epsilon - above 0; 1e-5 by default
 * @throws RangeError where the shapes do not fit
 */
export function layerNorm<T extends tf.Tensor>(x: T, gain: tf.Tensor, bias: tf.Tensor, epsilon = 1e-5): T {
  const width = x.shape[x.rank - 1];
  for (const [name, { rank, shape }] of Object.entries({ gain, bias })) {
    if (rank !== 1 || shape[0] !== width) {
      throw new RangeError(
        `Rows of ${width} numbers take a ${name} of as many, not of shape [${shape.join(', ')}]: x has the shape [${x.shape.join(', ')}].`,
      );
    }
  }
  return tf.tidy(() => scaleAndShiftRows(standardize(x, epsilon), gain as tf.Tensor1D, bias as tf.Tensor1D) as T);
}
