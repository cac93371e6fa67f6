import { tf } from '../tensorflow';

/** x where it is positive and slope · x elsewhere; the derivative at 0 is the slope. */
export function leakyRelu<T extends tf.Tensor>(input: T, slope: number): T {
  return tf.customGrad((x, save) => {
    (save as tf.GradSaveFunc)([x as tf.Tensor]);
    return {
      value: tf.leakyRelu(x as tf.Tensor, slope),
      // step(x, slope) is 1 above zero and the slope elsewhere: a constant between kinks.
      gradFunc: (dy: tf.Tensor, [savedX]: tf.Tensor[]) => tf.tidy(() => tf.mul(dy, tf.step(savedX, slope))),
    };
  })(input) as T;
}
