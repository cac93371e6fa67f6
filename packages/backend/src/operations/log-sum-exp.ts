import { tf } from '../tensorflow';

import { exp } from './exp';
import { recomputed } from './recomputed';

/** The logarithm of the sum of exponentials along one axis, which the result lacks. Negative axes count from the end. */
export function logSumExp(x: tf.Tensor, axis = -1): tf.Tensor {
  const at = axis < 0 ? axis + x.rank : axis;
  if (!Number.isInteger(at) || at < 0 || at >= x.rank) {
    throw new RangeError(`logSumExp has no axis ${axis}: its argument has the shape [${x.shape.join(', ')}].`);
  }
  return recomputed({
    value: (input) => tf.logSumExp(input, at),
    gradient: (dy, input, y) => tf.mul(tf.expandDims(dy, at), exp(tf.sub(input, tf.expandDims(y, at)))),
  })(x);
}
