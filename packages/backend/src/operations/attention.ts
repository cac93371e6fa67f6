import { tf } from '../tensorflow';

import { softmax } from './softmax';

/**
 * softmax(query · keyᵀ / √C) · value (Vaswani and others 2017, section 3.2.1). Between the tokens of one sequence, {@link selfAttention} does the
 * same with fewer kernels.
 *
 * @param query - [B, H, T, C]
 * @param key - [B, H, S, C]
 * @param value - [B, H, S, V]
 * @returns [B, H, T, V]
 * @throws RangeError where the shapes do not fit
 */
export function attention(query: tf.Tensor4D, key: tf.Tensor4D, value: tf.Tensor4D): tf.Tensor4D {
  const [batch, heads, , size] = query.shape;
  if (key.shape[0] !== batch || key.shape[1] !== heads || key.shape[3] !== size) {
    throw new RangeError(
      `Keys of shape [${key.shape.join(', ')}] do not fit queries of shape [${query.shape.join(', ')}].`,
    );
  }
  if (value.shape[0] !== batch || value.shape[1] !== heads || value.shape[2] !== key.shape[2]) {
    throw new RangeError(
      `Values of shape [${value.shape.join(', ')}] do not fit keys of shape [${key.shape.join(', ')}].`,
    );
  }
  return tf.tidy(() => {
    const scores = tf.matMul(tf.mul(query, 1 / Math.sqrt(size)), key, false, true);
    return tf.matMul<tf.Tensor4D>(softmax(scores), value);
  });
}
