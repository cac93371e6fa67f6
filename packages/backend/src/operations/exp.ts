import { tf } from '../tensorflow';

import { pointwise } from './pointwise';

/**
 * eˣ, element by element; right at second order, where `tf.exp` is not.
 *
 * @param x - any shape, which the result has
 */
export const exp = pointwise({
  value: (x) => tf.exp(x),
  pullBack: (dy, _, y) => tf.mul(dy, y),
  slope: (_, y) => y,
});
