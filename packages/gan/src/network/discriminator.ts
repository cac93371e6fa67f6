import { tf } from '@bcl/backend';
import type { GanConfig } from './config';
import { product, transformerForward } from './transformer';
import type { Parameters } from './transformer';
import { withWaves } from './waves';

/**
 * The discriminator: for every row, the logit that x_{S ∪ T} is of the data, not of q(x_S) p(x_T | x_S). At its best it is
 * log q(x_{S ∪ T}) − log [q(x_S) p(x_T | x_S)]. Tokens are pooled by their mean.
 *
 * @param parameters - by name, of the shapes of `discriminatorParameters(config)`
 * @param features - [B, T, P + 3]: x on S ∪ T (0 where absent), the role as one of three ones
 * @returns [B]
 */
export function discriminatorForward(config: GanConfig, parameters: Parameters, features: tf.Tensor3D): tf.Tensor1D {
  const [batch, tokens] = features.shape;
  return tf.tidy(() => {
    const seen = transformerForward(config.discriminator, parameters, withWaves(config, features));
    const pooled: tf.Tensor2D = tf.mean(tf.reshape(seen, [batch, tokens, config.discriminator.width]), 1);
    return tf.reshape(product(parameters, 'head', pooled), [batch]);
  });
}
