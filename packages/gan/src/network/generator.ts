import { tanh, tf } from '@bcl/backend';
import type { GanConfig } from './config';
import { product, transformerForward } from './transformer';
import type { Parameters } from './transformer';
import { withWaves } from './waves';

/**
 * The generator: what it sees of the tokens to values for all of them, of which those of target tokens are the answer.
 *
 * @param parameters - by name, of the shapes of `generatorParameters(config)`
 * @param features - [B, T, F]: x_S (P values, 0 elsewhere), the role as one of three ones, noise of the token, shared noise
 * @returns [B, T, P]
 */
export function generatorForward(config: GanConfig, parameters: Parameters, features: tf.Tensor3D): tf.Tensor3D {
  const [batch, tokens] = features.shape;
  return tf.tidy(() => {
    const seen = withWaves(config, features);
    const values = product(parameters, 'head', transformerForward(config.generator, parameters, seen));
    const answer = config.output === 'tanh' ? tanh(values) : values;
    return tf.reshape(answer, [batch, tokens, -1]);
  });
}
