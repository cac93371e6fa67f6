import { tf } from '../tensorflow';

import { nativeKernel } from './native-kernel';
import { pointwise } from './pointwise';

/**
 * The hyperbolic tangent, element by element; right at second order, where `tf.tanh` is not.
 *
 * @param x - any shape, which the result has
 */
export const tanh = pointwise({
  value: (x) => tf.tanh(x),
  pullBack: (dy, _, y) => nativeKernel('TanhGrad', [y, dy], () => tf.sub(dy, tf.mul(dy, tf.square(y)))),
  slope: (_, y) => tf.sub(1, tf.square(y)),
});
