import { tf } from '../tensorflow';

import { splitParameters } from './split';
import type { ParameterSpec } from './specification';

/** The loss at a flat vector and its gradient there, as one vector. The caller disposes of both. */
export function gradientOf(
  flat: tf.Tensor1D,
  specs: readonly ParameterSpec[],
  loss: (parameters: Record<string, tf.Tensor>) => tf.Scalar,
): { value: tf.Scalar; gradient: tf.Tensor1D } {
  return tf.tidy(() => {
    // Split outside what is recorded: the gradient of a slice is a pad of the whole vector.
    const parameters = splitParameters(flat, specs);
    const inputs = specs.map((spec) => parameters[spec.name]);
    const { value, grads } = tf.engine().gradients(() => loss(parameters), inputs, undefined, true);
    const parts = inputs.map((input, i) =>
      tf.reshape((grads[i] as tf.Tensor | undefined) ?? tf.zerosLike(input), [-1]),
    );
    return { value: value as tf.Scalar, gradient: tf.concat(parts) as tf.Tensor1D };
  });
}
