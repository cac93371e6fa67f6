import { tf } from '../tensorflow';

import { differentiable } from './differentiable';
import { fused, fusedAll, hasFused } from './fused-kernel';
import { isRecording } from './recording';
import { softmaxGradient } from './softmax';

/** Queries (divided by √C), keys and values, [H B, T, C] each. */
interface Parts {
  readonly query: tf.Tensor;
  readonly key: tf.Tensor;
  readonly value: tf.Tensor;
}

/**
 * Attention of tokens to one another (Vaswani and others 2017, section 3.2): for each head softmax(query · keyᵀ / √C) · value, with the
 * heads side by side again. One operation, with a third of the kernels of {@link attention} and the transpositions around it.
 *
 * @param projected - [B · T, 3 W], the tokens of one sequence together: the queries of all heads, then the keys, then the values
 * @param tokens - T, how many tokens a sequence has
 * @param heads - a divisor of W; each has C = W / heads numbers
 * @returns [B · T, W]
 * @throws RangeError where the shape does not fit
 */
export function selfAttention(projected: tf.Tensor, tokens: number, heads: number): tf.Tensor2D {
  requireShape(projected, tokens, heads);
  if (hasFused('BclAttention')) return inOneKernel(projected, tokens, heads);
  return differentiable(
    [projected],
    (save) => {
      const { query, key, value } = partsOf(projected, tokens, heads);
      const weights = tf.softmax(tf.matMul(query, key, false, true));
      save([projected, query, key, value, weights]);
      return joinHeads(tf.matMul(weights, value), heads);
    },
    (dy, [saved, query, key, value, weights]) => [
      () => {
        if (!isRecording()) return pullBack(dy, { query, key, value }, weights, heads);
        const parts = partsOf(saved, tokens, heads);
        return pullBack(dy, parts, weightsOf(parts.query, parts.key, weights), heads);
      },
    ],
  ) as tf.Tensor2D;
}

function inOneKernel(projected: tf.Tensor, tokens: number, heads: number): tf.Tensor2D {
  return differentiable(
    [projected],
    (save) => {
      const [result, weights] = fusedAll('BclAttention', [projected], 2, { tokens, heads });
      save([projected, weights]);
      return result;
    },
    (dy, [saved, weights]) => [
      () => {
        if (!isRecording()) return fused('BclAttentionGrad', [dy, saved, weights], { tokens, heads });
        const parts = partsOf(saved, tokens, heads);
        return pullBack(dy, parts, weightsOf(parts.query, parts.key, weights), heads);
      },
    ],
  ) as tf.Tensor2D;
}

function requireShape({ rank, shape }: tf.Tensor, tokens: number, heads: number): void {
  const [rows, columns] = shape;
  const whole = (x: number): boolean => Number.isInteger(x) && x >= 1;
  if (rank !== 2 || !whole(tokens) || !whole(heads) || !whole(rows / tokens) || !whole(columns / 3 / heads)) {
    throw new RangeError(
      `Self-attention of ${heads} heads between ${tokens} tokens takes [batch x ${tokens}, 3 x ${heads} x any], not [${shape.join(', ')}].`,
    );
  }
}

function partsOf(projected: tf.Tensor, tokens: number, heads: number): Parts {
  const [query, key, value] = tf.split(splitHeads(projected, tokens, 3 * heads), 3);
  return { query: tf.mul(query, scaleOf(query)), key, value };
}

/** 1 / √C. */
const scaleOf = (query: tf.Tensor): number => 1 / Math.sqrt(query.shape[query.rank - 1]);

/**
 * [B T, H C] becomes [H B, T, C]. With the heads before the batch this is a transposition of rank 3; wasm as published takes sixty times as
 * long for the one of rank 5 that puts the batch first.
 */
function splitHeads(x: tf.Tensor, tokens: number, heads: number): tf.Tensor {
  const [rows, columns] = x.shape;
  const size = columns / heads;
  const headMajor = tf.transpose(tf.reshape(x, [rows, heads, size]), [1, 0, 2]);
  return tf.reshape(headMajor, [(heads * rows) / tokens, tokens, size]);
}

/** [H B, T, C] becomes [B T, H C]. */
function joinHeads(x: tf.Tensor, heads: number): tf.Tensor {
  const [many, tokens, size] = x.shape;
  const rows = (many / heads) * tokens;
  return tf.reshape(tf.transpose(tf.reshape(x, [heads, rows, size]), [1, 0, 2]), [rows, heads * size]);
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
  const output = splitHeads(dy, query.shape[1] ?? 1, heads);
  const scores = softmaxGradient(tf.matMul(output, value, false, true), weights);
  const parts = tf.concat([
    tf.mul(tf.matMul(scores, key), scaleOf(query)),
    tf.matMul(scores, query, true, false),
    tf.matMul(weights, output, true, false),
  ]);
  return joinHeads(parts, 3 * heads);
}
