import { tf } from '../tensorflow';

import { differentiable } from './differentiable';
import { exp } from './exp';
import { isRecording } from './recording';

/**
 * The logarithm of the sum of exponentials along one axis, which the result lacks, without overflow. `tf.logSumExp` throws when it is
 * differentiated twice.
 *
 * @param x - finite numbers, rank 1 or more
 * @param axis - a negative one counts from the end; the last by default
 * @throws RangeError where x has no such axis
 */
export function logSumExp(x: tf.Tensor, axis = -1): tf.Tensor {
  const at = axis < 0 ? axis + x.rank : axis;
  if (!Number.isInteger(at) || at < 0 || at >= x.rank) {
    throw new RangeError(`logSumExp has no axis ${axis}: its argument has the shape [${x.shape.join(', ')}].`);
  }
  return apply(x, at);
}

function apply(x: tf.Tensor, axis: number, known?: tf.Tensor): tf.Tensor {
  return differentiable(
    [x],
    (save) => {
      const y = known === undefined ? tf.logSumExp(x, axis) : known.clone();
      save([x, y]);
      return y;
    },
    (dy, [savedX, y]) => [
      () => {
        const value = isRecording() ? apply(savedX, axis, y) : y;
        return tf.mul(tf.expandDims(dy, axis), exp(tf.sub(savedX, tf.expandDims(value, axis))));
      },
    ],
  );
}
