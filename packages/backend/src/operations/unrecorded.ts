import { tf } from '../tensorflow';

/** A tensor computed off the record: nothing is differentiated through it, and kernels without a gradient may be called. */
export function unrecorded<T extends tf.Tensor>(compute: () => T): T {
  // An operation of no inputs lies on no path from anything to a loss.
  return tf.customGrad(() => ({ value: compute(), gradFunc: () => [] }))();
}
