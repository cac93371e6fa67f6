import { tf } from '../tensorflow';

import { parameterCount, sizeOf } from './specification';
import type { ParameterSpec } from './specification';

/** The parameters of a flat vector by name, each in its shape. The caller disposes of them; the vector is left alone. */
export function splitParameters(flat: tf.Tensor1D, specs: readonly ParameterSpec[]): Record<string, tf.Tensor> {
  const count = parameterCount(specs);
  if (flat.size !== count) {
    throw new RangeError(`The parameters hold ${count} numbers, the flat vector ${flat.size}.`);
  }
  return tf.tidy(() => {
    const parts = tf.split(flat, specs.map(sizeOf));
    return Object.fromEntries(specs.map((spec, i) => [spec.name, tf.reshape(parts[i], [...spec.shape])]));
  });
}
