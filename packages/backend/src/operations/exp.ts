import { tf } from '../tensorflow';

import { recomputed } from './recomputed';

/** eˣ, element by element. Shape and first and second derivatives as they should be. */
export const exp = recomputed({
  value: (x) => tf.exp(x),
  gradient: (dy, _, y) => tf.mul(dy, y),
}) as <T extends tf.Tensor>(x: T) => T;
