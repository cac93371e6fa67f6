import { attention, gelu, layerNorm, linear, tf } from '@bcl/backend';
import type { NetworkSize } from './config';

/** The weights of one network by name, as `splitParameters` gives them. */
export type Parameters = Readonly<Record<string, tf.Tensor>>;

/**
 * A pre-norm transformer without masks: every token attends to every token, and says by its features what it is.
 *
 * Between its first and its last line tokens are the rows of a matrix: a product of three dimensions would be reshaped twice, and
 * twice more on the way back.
 *
 * @param features - [B, T, F]
 * @returns normalised tokens, [B · T, width]: those of one row of the batch lie together
 */
export function transformerForward(size: NetworkSize, parameters: Parameters, features: tf.Tensor3D): tf.Tensor2D {
  const [batch, count, inputs] = features.shape;
  const { width } = size;
  return tf.tidy(() => {
    const rows: tf.Tensor2D = tf.reshape(features, [batch * count, inputs]);
    const embedded = linear(rows, parameters['embed.weight'] as tf.Tensor2D);
    const placed = tf.add(tf.reshape(embedded, [batch, count, width]), parameters.position);
    let tokens: tf.Tensor2D = tf.reshape(placed, [batch * count, width]);
    for (let at = 0; at < size.depth; at++) {
      tokens = tf.add(tokens, attentionBranch(size, parameters, `blocks.${at}.attention`, tokens, batch));
      tokens = tf.add(tokens, hiddenBranch(parameters, `blocks.${at}.hidden`, tokens));
    }
    return normalised(parameters, 'norm', tokens);
  });
}

/** Query, key and value come from one product, and are parted after one transpose. */
function attentionBranch(
  { width, heads }: NetworkSize,
  parameters: Parameters,
  name: string,
  tokens: tf.Tensor2D,
  batch: number,
): tf.Tensor2D {
  const count = tokens.shape[0] / batch;
  const size = width / heads;
  const all = product(parameters, `${name}.input`, normalised(parameters, `${name}.norm`, tokens));
  const byHead = tf.transpose(tf.reshape(all, [batch, count, 3, heads, size]), [2, 0, 3, 1, 4]);
  const parts = tf.split<tf.Tensor4D>(tf.reshape(byHead, [3 * batch, heads, count, size]), 3);
  const attended = attention(parts[0], parts[1], parts[2]);
  const joined: tf.Tensor2D = tf.reshape(tf.transpose(attended, [0, 2, 1, 3]), [batch * count, width]);
  return product(parameters, `${name}.output`, joined);
}

function hiddenBranch(parameters: Parameters, name: string, tokens: tf.Tensor2D): tf.Tensor2D {
  const hidden = gelu(product(parameters, `${name}.input`, normalised(parameters, `${name}.norm`, tokens)));
  return product(parameters, `${name}.output`, hidden);
}

/** tokens · weight + bias. */
export function product(parameters: Parameters, name: string, tokens: tf.Tensor2D): tf.Tensor2D {
  return linear(tokens, parameters[`${name}.weight`] as tf.Tensor2D, parameters[`${name}.bias`] as tf.Tensor1D);
}

function normalised(parameters: Parameters, name: string, tokens: tf.Tensor2D): tf.Tensor2D {
  return layerNorm(tokens, parameters[`${name}.gain`] as tf.Tensor1D, parameters[`${name}.bias`] as tf.Tensor1D);
}
