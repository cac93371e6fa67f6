import { fused, hasFused } from '../operations/fused-kernel';
import { tf } from '../tensorflow';

import { splitParameters } from './split';
import type { ParameterSpec } from './specification';

/**
 * A loss at a flat vector and its gradient there, as one vector in the order of the specs; zeros for a parameter that the loss does
 * not depend on. The caller disposes of both; the vector is left alone.
 *
 * @param flat - [N], as many numbers as the specs hold
 * @param specs - the parameters in the vector
 * @param loss - from the parameters by name; what it makes on the way is disposed of
 * @throws RangeError where the vector is longer or shorter than the specs
 *
 * @example
 * ```ts
 * import { gradientOf, openBackend, tf } from '@bcl/backend';
 *
 * await openBackend({ name: 'cpu' })();
 * const specs = [{ name: 'w', shape: [2], initial: { kind: 'constant', value: 0 } }] as const;
 * const { value, gradient } = gradientOf(tf.tensor1d([3, 4]), specs, ({ w }) => tf.sum(tf.square(w)));
 * value.dataSync()[0]; // => 25
 * gradient.dataSync(); // => [6, 8]
 * ```
 */
export function gradientOf(
  flat: tf.Tensor1D,
  specs: readonly ParameterSpec[],
  loss: (parameters: Record<string, tf.Tensor>) => tf.Scalar,
): { value: tf.Scalar; gradient: tf.Tensor1D } {
  return tf.tidy(() => {
    // Split outside what is recorded: the gradient of a slice is a pad of the whole vector.
    const parameters = splitParameters(flat, specs);
    const inputs = specs.map((spec) => parameters[spec.name]);
    const { value, grads } = recorded(() => tf.engine().gradients(() => loss(parameters), inputs, undefined, true));
    if (hasFused('BclJoin')) {
      const all = inputs.map((input, i) => (grads[i] as tf.Tensor | undefined) ?? tf.zerosLike(input));
      return { value, gradient: fused('BclJoin', all, { N: all.length }) as tf.Tensor1D };
    }
    const parts = inputs.map((input, i) =>
      tf.reshape((grads[i] as tf.Tensor | undefined) ?? tf.zerosLike(input), [-1]),
    );
    return { value: value, gradient: tf.concat(parts) as tf.Tensor1D };
  });
}

/** Takes a gradient. Where it throws, TensorFlow.js keeps what operations saved for the way back: here it is disposed of. */
function recorded<A>(take: () => A): A {
  try {
    return take();
  } catch (error) {
    const { state } = tf.engine();
    // A gradient that is taken inside of another shares its tape.
    if (state.gradientDepth === 0) {
      tf.dispose((state.activeTape ?? []).map(({ saved }) => saved ?? []));
      state.activeTape = [];
    }
    throw error;
  }
}
