import { tf } from '../tensorflow';

import { recomputed } from './recomputed';
import { sigmoid } from './sigmoid';

/** log(1 + eˣ), element by element, without overflow for large x. */
export const softplus = recomputed({
  value: (x) => tf.softplus(x),
  gradient: (dy, x) => tf.mul(dy, sigmoid(x)),
}) as <T extends tf.Tensor>(x: T) => T;
