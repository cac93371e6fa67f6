import { tf } from '../tensorflow';

import { scaleAndShiftRows } from './rows';
import { standardize, standardizeBeside } from './standardize';

/**
 * Layer normalization, (x - mean) / √(variance + epsilon) · gain + bias along the last axis (Ba, Kiros and Hinton 2016), with the
 * variance that divides by the count.
 *
 * A gain and a bias before a {@link linear} with a bias add nothing that its weights cannot do, and are a quarter of the work: leave both out
 * there.
 *
 * @param x - [..., W], rank 2 or more; the result has its shape
 * @param gain - [W]; 1 by default
 * @param bias - [W]; given with a gain, and only then
 * @param epsilon - above 0; 1e-5 by default
 * @throws RangeError where the shapes do not fit
 *
 * @example
 * ```ts
 * import { layerNorm, openBackend, tf } from '@bcl/backend';
 *
 * await openBackend({ name: 'cpu' })();
 * const rows = layerNorm(tf.tensor2d([[1, 3], [5, 5]]), undefined, undefined, 1e-12);
 * Array.from(rows.dataSync(), Math.round); // => [-1, 1, 0, 0]
 * ```
 */
export function layerNorm<T extends tf.Tensor>(x: T, gain?: tf.Tensor, bias?: tf.Tensor, epsilon = 1e-5): T {
  if (x.rank < 2) throw new RangeError(`Rows are normalized, not a tensor of shape [${x.shape.join(', ')}].`);
  if (gain === undefined && bias === undefined) return standardize(x, epsilon) as T;
  if (gain === undefined || bias === undefined) {
    throw new RangeError('Layer normalization takes a gain and a bias, or neither.');
  }
  const width = x.shape[x.rank - 1];
  for (const [name, { rank, shape }] of Object.entries({ gain, bias })) {
    if (rank !== 1 || shape[0] !== width) {
      throw new RangeError(
        `Rows of ${width} numbers take a ${name} of as many, not of shape [${shape.join(', ')}]: x has the shape [${x.shape.join(', ')}].`,
      );
    }
  }
  return tf.tidy(() => scaleAndShiftRows(standardize(x, epsilon), gain as tf.Tensor1D, bias as tf.Tensor1D) as T);
}

/**
 * {@link layerNorm} without gain and bias, and x itself: for the two branches of a residual block, whose gradients meet at x.
 *
 * @param x - [..., W], rank 2 or more
 */
export function layerNormBeside<T extends tf.Tensor>(x: T, epsilon = 1e-5): [normal: T, x: T] {
  if (x.rank < 2) throw new RangeError(`Rows are normalized, not a tensor of shape [${x.shape.join(', ')}].`);
  return standardizeBeside(x, epsilon) as [T, T];
}
