import { tf } from '../tensorflow';

import { recomputed } from './recomputed';
import { sigmoid } from './sigmoid';

const SHARPNESS = 1.702;

/** x · sigmoid(1.702 x), the sigmoid form of the Gaussian error linear unit (Hendrycks and Gimpel 2016, section 2). */
export const gelu = recomputed({
  value: (x) => tf.mul(x, tf.sigmoid(tf.mul(x, SHARPNESS))),
  gradient: (dy, x) => {
    const scaled = tf.mul(x, SHARPNESS);
    const gate = sigmoid(scaled);
    return tf.mul(dy, tf.add(gate, tf.mul(scaled, tf.sub(gate, tf.square(gate)))));
  },
}) as <T extends tf.Tensor>(x: T) => T;
