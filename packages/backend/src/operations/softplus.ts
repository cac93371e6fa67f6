import { tf } from '../tensorflow';

import { pointwise } from './pointwise';
import { sigmoid } from './sigmoid';

/**
 * log(1 + eˣ), element by element, without overflow for large x.
 *
 * @param x - any shape, which the result has
 */
export const softplus = pointwise({
  value: (x) => tf.softplus(x),
  pullBack: (dy, x) => tf.mul(dy, tf.sigmoid(x)),
  slope: (x) => sigmoid(x),
});
