import { tf } from '../tensorflow';

/** x · weight + bias along the last axis: [N, I] or [B, T, I] becomes [N, O] or [B, T, O]. */
export function linear<T extends tf.Tensor>(x: T, weight: tf.Tensor2D, bias?: tf.Tensor1D): T {
  const [inputs, outputs] = weight.shape;
  if (x.rank < 2 || x.shape[x.rank - 1] !== inputs) {
    throw new RangeError(
      `A weight of shape [${weight.shape.join(', ')}] takes ${inputs} numbers along the last axis, not [${x.shape.join(', ')}].`,
    );
  }
  if (bias !== undefined && (bias.rank !== 1 || bias.shape[0] !== outputs)) {
    throw new RangeError(`A bias of ${outputs} numbers is needed, not of shape [${bias.shape.join(', ')}].`);
  }
  return tf.tidy(() => {
    const rows = x.rank === 2 ? (x as tf.Tensor) : tf.reshape(x, [-1, inputs]);
    const product = tf.matMul(rows as tf.Tensor2D, weight);
    const sum = bias === undefined ? product : tf.add(product, bias);
    return (x.rank === 2 ? sum : tf.reshape(sum, [...x.shape.slice(0, -1), outputs])) as T;
  });
}
