import { splitParameters, tf } from '@bcl/backend';
import { withBackend } from '@bcl/backend/testing';
import { key } from '@bcl/random';
import { nested, referenceDiscriminator, referenceGenerator, weightsOf } from '../fixtures/reference';
import { shaken, tiny, tinyImage } from '../fixtures/tiny';
import { fastNormal } from '../training/noise';
import { discriminatorForward } from './discriminator';
import { generatorForward } from './generator';
import { discriminatorFeatures, discriminatorParameters, generatorFeatures, generatorParameters } from './parameters';

withBackend();

describe.each([
  ['two coordinates', tiny, 2, 1],
  ['an image', tinyImage, 2, 4],
])('networks of %s', (_name, config, tokens, values) => {
  const state = shaken(config);

  it('generate what the reference does', () => {
    const width = generatorFeatures(config);
    const specs = generatorParameters(config);
    const features = fastNormal(key(1), 3 * tokens * width);
    const weights = weightsOf(specs, state.generator);
    const expected = nested(features, tokens, width).map((row) =>
      referenceGenerator(config.generator, weights, row, values),
    );
    const answer = tf.tidy(() =>
      generatorForward(
        config,
        splitParameters(tf.tensor1d(state.generator), specs),
        tf.tensor3d(features, [3, tokens, width]),
      ),
    );
    expect(answer.shape).toEqual([3, tokens, values]);
    expected.flat(2).forEach((value, at) => {
      expect(answer.dataSync()[at]).toBeCloseTo(config.output === 'tanh' ? Math.tanh(value) : value, 4);
    });
    answer.dispose();
  });

  it('judge as the reference does', () => {
    const width = discriminatorFeatures(config);
    const specs = discriminatorParameters(config);
    const features = fastNormal(key(2), 3 * tokens * width);
    const weights = weightsOf(specs, state.discriminator);
    const logits = tf.tidy(() =>
      discriminatorForward(
        config,
        splitParameters(tf.tensor1d(state.discriminator), specs),
        tf.tensor3d(features, [3, tokens, width]),
      ),
    );
    expect(logits.shape).toEqual([3]);
    nested(features, tokens, width).forEach((row, at) => {
      expect(logits.dataSync()[at]).toBeCloseTo(referenceDiscriminator(config.discriminator, weights, row), 4);
    });
    logits.dispose();
  });
});
