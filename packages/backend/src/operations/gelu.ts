import { tf } from '../tensorflow';

import { differentiable } from './differentiable';
import { fused, hasFused } from './fused-kernel';
import { nativeKernel } from './native-kernel';
import { isRecording } from './recording';
import { sigmoid } from './sigmoid';

const SHARPNESS = 1.702;

/**
 * The Gaussian error linear unit in its sigmoid form, x · sigmoid(1.702 x), element by element (Hendrycks and Gimpel 2016, section 2):
 * within 0.021 of x · Φ(x), without the error function or tanh, which are slow on wasm.
 *
 * @param x - any shape, which the result has
 */
export function gelu<T extends tf.Tensor>(x: T): T {
  return differentiable(
    [x],
    (save) => {
      if (hasFused('BclGelu')) {
        save([x]);
        return fused('BclGelu', [x]);
      }
      const scaled = tf.mul(x, SHARPNESS);
      const gate = tf.sigmoid(scaled);
      // Half of the slope's work is done already; the pass without a gradient is spared it.
      if (isRecording()) save([x, slopeFrom(scaled, gate)]);
      return tf.mul(x, gate);
    },
    (dy, [savedX, slope]) => [() => pullBack(dy, savedX, slope)],
  ) as T;
}

/** sigmoid(u) + u · sigmoid′(u), not recorded. */
function slopeFrom(u: tf.Tensor, gate: tf.Tensor): tf.Tensor {
  return tf.add(
    gate,
    nativeKernel('SigmoidGrad', [gate, u], () => {
      const product = tf.mul(u, gate);
      return tf.sub(product, tf.mul(product, gate));
    }),
  );
}

/** dy · slope(x), from the slope's known value. */
function pullBack(dy: tf.Tensor, x: tf.Tensor, slope?: tf.Tensor): tf.Tensor {
  return differentiable(
    [dy, x],
    (save) => {
      save(slope === undefined ? [dy, x] : [dy, x, slope]);
      return slope === undefined ? fused('BclGeluGrad', [dy, x]) : tf.mul(dy, slope);
    },
    (v, [savedDy, savedX, savedSlope]) => [
      () => pullBack(v, savedX, savedSlope),
      () =>
        hasFused('BclGeluBend') && !isRecording()
          ? fused('BclGeluBend', [v, savedDy, savedX])
          : tf.mul(tf.mul(v, savedDy), curvature(savedX)),
    ],
  );
}

/** The second derivative k · s (1 - s) (2 + u (1 - 2s)) with u = k x and s = sigmoid(u), right at every further order. */
function curvature(x: tf.Tensor): tf.Tensor {
  const u = tf.mul(x, SHARPNESS);
  const s = sigmoid(u);
  const bracket = tf.add(tf.mul(u, tf.sub(SHARPNESS, tf.mul(s, 2 * SHARPNESS))), 2 * SHARPNESS);
  return tf.mul(tf.sub(s, tf.square(s)), bracket);
}
