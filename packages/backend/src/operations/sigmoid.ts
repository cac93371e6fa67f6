import { tf } from '../tensorflow';

import { nativeKernel } from './native-kernel';
import { pointwise } from './pointwise';

const slope = (y: tf.Tensor): tf.Tensor => tf.sub(y, tf.square(y));

/**
 * 1 / (1 + e⁻ˣ), element by element; right at second order, where `tf.sigmoid` is not.
 *
 * @param x - any shape, which the result has
 */
export const sigmoid = pointwise({
  value: (x) => tf.sigmoid(x),
  pullBack: (dy, _, y) => nativeKernel('SigmoidGrad', [y, dy], () => tf.mul(dy, slope(y))),
  slope: (_, y) => slope(y),
});
