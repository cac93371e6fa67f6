import { tf } from '../tensorflow';

import { differentiable } from './differentiable';
import { isRecording } from './recording';
import { softmaxGradient } from './softmax';

/** Queries (scaled), keys and values [B, H, T, C] each, and the weights [B, H, T, T] that attention gives. */
interface Parts {
  readonly query: tf.Tensor;
  readonly key: tf.Tensor;
  readonly value: tf.Tensor;
}

/**
 * Attention of tokens to one another (Vaswani and others 2017, section 3.2): for each head softmax(query · keyᵀ / √C) · value, with the heads side
 * by side again.
 *
 * @param projected - [B, T, 3 W]: the queries of all heads, then the keys, then the values; C = W / heads numbers a head
 * @param heads - a divisor of W
 * @returns [B, T, W]
 * @throws RangeError where the shape does not fit
 */
export function selfAttention(projected: tf.Tensor, heads: number): tf.Tensor3D {
  const width = (projected.shape.at(2) ?? 0) / 3;
  if (projected.rank !== 3 || !Number.isInteger(width / heads) || width < 1 || !(heads >= 1)) {
    throw new RangeError(
      `Self-attention of ${heads} heads takes [batch, tokens, 3 x width] with the width a multiple of the heads, not [${projected.shape.join(', ')}].`,
    );
  }
  return differentiable(
    [projected],
    (save) => {
      const { query, key, value } = partsOf(projected, heads);
      const weights = tf.softmax(tf.matMul(query, key, false, true));
      save([projected, query, key, value, weights]);
      return joinHeads(tf.matMul(weights, value));
    },
    (dy, [saved, query, key, value, weights]) => [
      () => {
        if (!isRecording()) return pullBack(dy, { query, key, value }, weights);
        const parts = partsOf(saved, heads);
        return pullBack(dy, parts, weightsOf(parts.query, parts.key, weights));
      },
    ],
  ) as tf.Tensor3D;
}

function partsOf(projected: tf.Tensor, heads: number): Parts {
  const [batch, tokens, columns] = projected.shape;
  const size = columns / 3 / heads;
  const [query, key, value] = tf.unstack(
    tf.transpose(tf.reshape(projected, [batch, tokens, 3, heads, size]), [2, 0, 3, 1, 4]),
  );
  return { query: tf.mul(query, 1 / Math.sqrt(size)), key, value };
}

/** [B, H, T, C] becomes [B, T, H C]. */
function joinHeads(x: tf.Tensor): tf.Tensor {
  const [batch, heads, tokens, size] = x.shape;
  return tf.reshape(tf.transpose(x, [0, 2, 1, 3]), [batch, tokens, heads * size]);
}

/** softmax(query · keyᵀ), whose value is known; its gradient is right at every order. */
function weightsOf(query: tf.Tensor, key: tf.Tensor, known: tf.Tensor): tf.Tensor {
  return differentiable(
    [query, key],
    (save) => {
      save([query, key, known]);
      return known.clone();
    },
    (dy, [savedQuery, savedKey, weights]) => {
      const scores = softmaxGradient(dy, isRecording() ? weightsOf(savedQuery, savedKey, weights) : weights);
      return [() => tf.matMul(scores, savedKey), () => tf.matMul(scores, savedQuery, true, false)];
    },
  );
}

/** The gradient with respect to what was projected, in operations that are right at every order. */
function pullBack(dy: tf.Tensor, { query, key, value }: Parts, weights: tf.Tensor): tf.Tensor {
  const [batch, heads, tokens, size] = query.shape;
  const output = tf.transpose(tf.reshape(dy, [batch, tokens, heads, size]), [0, 2, 1, 3]);
  const scores = softmaxGradient(tf.matMul(output, value, false, true), weights);
  const parts = tf.stack([
    tf.mul(tf.matMul(scores, key), 1 / Math.sqrt(size)),
    tf.matMul(scores, query, true, false),
    tf.matMul(weights, output, true, false),
  ]);
  return tf.reshape(tf.transpose(parts, [1, 3, 0, 2, 4]), [batch, tokens, 3 * heads * size]);
}
