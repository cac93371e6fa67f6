import { tf } from '../tensorflow';

/** (x - mean) / √(variance + epsilon) · gain + bias along the last axis, with the variance that divides by the count. */
export function layerNorm<T extends tf.Tensor>(x: T, gain: tf.Tensor1D, bias: tf.Tensor1D, epsilon = 1e-5): T {
  const width = x.shape[x.rank - 1];
  for (const parameter of [gain, bias]) {
    if (parameter.rank !== 1 || parameter.shape[0] !== width) {
      throw new RangeError(
        `Gain and bias of ${width} numbers are needed, not of shape [${parameter.shape.join(', ')}].`,
      );
    }
  }
  return tf.tidy(() => {
    const centred = tf.sub(x, tf.mean(x, -1, true));
    const variance = tf.mean(tf.square(centred), -1, true);
    return tf.add(tf.mul(tf.mul(centred, tf.rsqrt(tf.add(variance, epsilon))), gain), bias) as T;
  });
}
