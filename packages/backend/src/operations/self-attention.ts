import { tf } from '../tensorflow';

import { differentiable } from './differentiable';
import { isRecording } from './recording';
import { softmaxGradient } from './softmax';

/** Queries (divided by √C), keys and values, [H B, T, C] each. */
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
      return joinHeads(tf.matMul(weights, value), heads);
    },
    (dy, [saved, query, key, value, weights]) => [
      () => {
        if (!isRecording()) return pullBack(dy, { query, key, value }, weights, heads);
        const parts = partsOf(saved, heads);
        return pullBack(dy, parts, weightsOf(parts.query, parts.key, weights), heads);
      },
    ],
  ) as tf.Tensor3D;
}

function partsOf(projected: tf.Tensor, heads: number): Parts {
  const [query, key, value] = tf.split(splitHeads(projected, 3 * heads), 3);
  return { query: tf.mul(query, scaleOf(query)), key, value };
}

/** 1 / √C. */
const scaleOf = (query: tf.Tensor): number => 1 / Math.sqrt(query.shape[query.rank - 1]);

/**
 * [B, T, H C] becomes [H B, T, C]. With the heads before the batch this is a transposition of rank 3; wasm takes sixty times as long for the one
 * of rank 5 that puts the batch first.
 */
function splitHeads(x: tf.Tensor, heads: number): tf.Tensor {
  const [batch, tokens, columns] = x.shape;
  const size = columns / heads;
  const tokenMajor = tf.reshape(x, [batch * tokens, heads, size]);
  return tf.reshape(tf.transpose(tokenMajor, [1, 0, 2]), [heads * batch, tokens, size]);
}

/** [H B, T, C] becomes [B, T, H C]. */
function joinHeads(x: tf.Tensor, heads: number): tf.Tensor {
  const [many, tokens, size] = x.shape;
  const batch = many / heads;
  const headMajor = tf.reshape(x, [heads, batch * tokens, size]);
  return tf.reshape(tf.transpose(headMajor, [1, 0, 2]), [batch, tokens, heads * size]);
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
function pullBack(dy: tf.Tensor, { query, key, value }: Parts, weights: tf.Tensor, heads: number): tf.Tensor {
  const output = splitHeads(dy, heads);
  const scores = softmaxGradient(tf.matMul(output, value, false, true), weights);
  const parts = tf.concat([
    tf.mul(tf.matMul(scores, key), scaleOf(query)),
    tf.matMul(scores, query, true, false),
    tf.matMul(weights, output, true, false),
  ]);
  return joinHeads(parts, 3 * heads);
}
