import { tf } from '../tensorflow';

import { differentiable } from './differentiable';
import { fused, hasFused } from './fused-kernel';
import { isRecording } from './recording';

/**
 * eˣ over its sum along the last axis; right at second order, where `tf.softmax` is not.
 *
 * @param x - rank 1 or more; the result has its shape
 */
export function softmax<T extends tf.Tensor>(x: T): T {
  return apply(x) as T;
}

function apply(x: tf.Tensor, known?: tf.Tensor): tf.Tensor {
  return differentiable(
    [x],
    (save) => {
      const y = known === undefined ? tf.softmax(x) : known.clone();
      save([x, y]);
      return y;
    },
    (dy, [savedX, y]) => [() => softmaxGradient(dy, isRecording() ? apply(savedX, y) : y)],
  );
}

/** The gradient of a softmax from its value: y · (dy - Σ y dy), with the sum along the last axis. Right at every order. */
export function softmaxGradient(dy: tf.Tensor, y: tf.Tensor): tf.Tensor {
  return differentiable(
    [dy, y],
    (save) => {
      save([dy, y]);
      if (hasFused('BclSoftmaxGrad')) return fused('BclSoftmaxGrad', [dy, y]);
      const weighted = tf.mul(dy, y);
      return tf.sub(weighted, tf.mul(y, tf.sum(weighted, -1, true)));
    },
    (v, [savedDy, savedY]) => [
      // The matrix between dy and the result is symmetric.
      () => softmaxGradient(v, savedY),
      () => {
        const along = (a: tf.Tensor): tf.Tensor => tf.sum(tf.mul(a, savedY), -1, true);
        return tf.sub(tf.mul(v, tf.sub(savedDy, along(savedDy))), tf.mul(savedDy, along(v)));
      },
    ],
  );
}
