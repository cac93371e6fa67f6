import { tf } from '../tensorflow';

import { differentiable } from './differentiable';

/**
 * x where it is positive and slope · x elsewhere; the derivative at 0 is the slope, and the second derivative 0 everywhere.
 * `tf.leakyRelu` throws when it is differentiated twice.
 *
 * @param input - any shape, which the result has
 * @param slope - of the negative half, mostly 0.2
 */
export function leakyRelu<T extends tf.Tensor>(input: T, slope: number): T {
  return differentiable(
    [input],
    (save) => {
      save([input]);
      return tf.leakyRelu(input, slope);
    },
    // step(x, slope) is 1 above zero and the slope elsewhere: a constant of the gradient.
    (dy, [x]) => [() => tf.mul(dy, tf.step(x, slope))],
  ) as T;
}
