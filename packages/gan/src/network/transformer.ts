import { gelu, layerNorm, layerNormBeside, linear, selfAttention, tf } from '@bcl/backend';
import type { NetworkSize } from './config';

/** The weights of one network by name, as `splitParameters` gives them. */
export type Parameters = Readonly<Record<string, tf.Tensor>>;

/**
 * A pre-norm transformer without masks: every token attends to every token, and says by its features what it is.
 *
 * Between its first and its last line tokens are the rows of a matrix: a product of three dimensions would be reshaped twice, and
 * twice more on the way back. Every normalisation stands before a product with a bias, so that none has a gain or a bias of
 * its own: they could say nothing that the product does not.
 *
 * @param features - [B, T, F]
 * @returns normalised tokens, [B · T, width]: those of one row of the batch lie together
 */
export function transformerForward(size: NetworkSize, parameters: Parameters, features: tf.Tensor3D): tf.Tensor2D {
  const [batch, count, inputs] = features.shape;
  const { width, depth, heads } = size;
  return tf.tidy(() => {
    const rows: tf.Tensor2D = tf.reshape(features, [batch * count, inputs]);
    const embedded = linear(rows, parameters['embed.weight']);
    const placed = tf.add(tf.reshape(embedded, [batch, count, width]), parameters.position);
    let tokens: tf.Tensor2D = tf.reshape(placed, [batch * count, width]);
    for (let at = 0; at < depth; at++) {
      const attention = `blocks.${at}.attention`;
      const [seen, beside] = layerNormBeside(tokens);
      const attended = selfAttention(product(parameters, `${attention}.input`, seen), count, heads);
      tokens = product(parameters, `${attention}.output`, attended, beside);
      const hidden = `blocks.${at}.hidden`;
      const [normal, past] = layerNormBeside(tokens);
      const active = gelu(product(parameters, `${hidden}.input`, normal));
      tokens = product(parameters, `${hidden}.output`, active, past);
    }
    return layerNorm(tokens);
  });
}

/** tokens · weight + bias, plus the other branch of a residual. */
export function product(parameters: Parameters, name: string, tokens: tf.Tensor2D, plus?: tf.Tensor2D): tf.Tensor2D {
  return linear(tokens, parameters[`${name}.weight`], parameters[`${name}.bias`], plus);
}
