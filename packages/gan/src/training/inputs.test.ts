import { tf } from '@bcl/backend';
import { withBackend } from '@bcl/backend/testing';
import { key } from '@bcl/random';
import { stepOf } from '../fixtures/step-of';
import { tinyImage as config } from '../fixtures/tiny';
import { ROLES } from '../tokens/roles';
import { drawInputs } from './inputs';
import { fastNormal } from './noise';

withBackend();

const values = 4;
const data = fastNormal(key(4), 3 * 8);

/** The noise that the generator sees in the first step. */
const noiseWith = (alone: number): Float32Array =>
  tf.tidy(() => {
    const { generator } = drawInputs(data, stepOf(config, { reconstruction: { weight: 1, steps: 5, alone } }));
    return tf
      .slice(generator, [0, 0, values + ROLES])
      .dataSync<'float32'>()
      .slice();
  });

it('has no noise while the squared error leads alone', () => {
  expect(noiseWith(1).every((value) => value === 0)).toBe(true);
  expect(noiseWith(0).some((value) => value !== 0)).toBe(true);
  expect(noiseWith(1)).toHaveLength(3 * 2 * (config.noise.token + config.noise.shared));
});
