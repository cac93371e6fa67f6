import { tf } from '../tensorflow';

import { recomputed } from './recomputed';

/** The hyperbolic tangent, element by element. */
export const tanh = recomputed({
  value: (x) => tf.tanh(x),
  gradient: (dy, _, y) => tf.sub(dy, tf.mul(dy, tf.square(y))),
}) as <T extends tf.Tensor>(x: T) => T;
