import { tf } from '../tensorflow';

import { recomputed } from './recomputed';

/** eˣ over its sum along the last axis. */
export const softmax = recomputed({
  value: (x) => tf.softmax(x),
  gradient: (dy, _, y) => {
    const weighted = tf.mul(dy, y);
    return tf.sub(weighted, tf.mul(y, tf.sum(weighted, -1, true)));
  },
}) as <T extends tf.Tensor>(x: T) => T;
