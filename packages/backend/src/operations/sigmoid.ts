import { tf } from '../tensorflow';

import { recomputed } from './recomputed';

/** 1 / (1 + e⁻ˣ), element by element. */
export const sigmoid = recomputed({
  value: (x) => tf.sigmoid(x),
  gradient: (dy, _, y) => tf.mul(dy, tf.sub(y, tf.square(y))),
}) as <T extends tf.Tensor>(x: T) => T;
