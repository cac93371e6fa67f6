import { tf } from '@bcl/backend';
import { withBackend } from '@bcl/backend/testing';
import { tiny, tinyImage } from '../fixtures/tiny';
import { requireConfig } from './config';
import { discriminatorForward } from './discriminator';
import { discriminatorFeatures, discriminatorParameters, generatorParameters } from './parameters';
import { waveCount, withWaves } from './waves';

withBackend();

const config = { ...tiny, frequencies: 2 };

it('appends the sines and then the cosines of each value to what a token says', () => {
  const seen = tf.tidy(() => withWaves(config, tf.tensor3d([0.3, 1, 0, -0.7, 0, 1], [1, 2, 3])));
  const token = (x: number, ...rest: number[]): number[] => {
    const angles = [(Math.PI / 2) * x, Math.PI * x];
    return [x, ...rest, ...angles.map(Math.sin), ...angles.map(Math.cos)];
  };
  expect(seen.shape).toEqual([1, 2, 3 + waveCount(config)]);
  [...token(0.3, 1, 0), ...token(-0.7, 0, 1)].forEach((value, at) => {
    expect(seen.dataSync()[at]).toBeCloseTo(value, 5);
  });
  seen.dispose();
});

it('has the right second derivatives', () => {
  // With s = d/dx Σ waves, the gradient of s² is 2 s s′.
  const x = [0.3, -0.7];
  const factors = [Math.PI / 2, Math.PI];
  const expected = x.map((value) => {
    const sum = (of: (angle: number, factor: number) => number): number =>
      factors.reduce((total, factor) => total + of(factor * value, factor), 0);
    const slope = 1 + sum((a, f) => f * (Math.cos(a) - Math.sin(a)));
    return 2 * slope * sum((a, f) => f * f * (-Math.sin(a) - Math.cos(a)));
  });
  const found = tf.tidy(() => {
    const total = (input: tf.Tensor): tf.Scalar => tf.sum(withWaves(config, input as tf.Tensor3D));
    const steepness = (input: tf.Tensor): tf.Scalar => tf.sum(tf.square(tf.grad(total)(input)));
    return tf.grad(steepness)(tf.tensor3d(x, [1, 2, 1]));
  });
  expected.forEach((value, at) => expect(found.dataSync()[at]).toBeCloseTo(value, 2));
  found.dispose();
});

it('widens the first product of both networks, and nothing without frequencies', () => {
  const image = { ...tinyImage, frequencies: 3 };
  expect(generatorParameters(image)[0].shape[0]).toBe(generatorParameters(tinyImage)[0].shape[0] + 2 * 3 * 4);
  expect(discriminatorParameters(image)[0].shape[0]).toBe(discriminatorParameters(tinyImage)[0].shape[0] + 2 * 3 * 4);
  expect(waveCount(tinyImage)).toBe(0);
  const features = tf.zeros<tf.Rank.R3>([1, 2, discriminatorFeatures(image)]);
  expect(withWaves(tinyImage, features)).toBe(features);
  const parameters = Object.fromEntries(discriminatorParameters(image).map(({ name, shape }) => [name, tf.zeros([...shape])])); // prettier-ignore
  const logit = discriminatorForward(image, parameters, features);
  expect(logit.shape).toEqual([1]);
  tf.dispose([features, logit, parameters]);
});

it.each([-1, 1.5, 33])('%p is no number of frequencies', (frequencies) => {
  expect(() => requireConfig({ ...tiny, frequencies })).toThrow(/frequencies must be an integer from 0 to 32/);
});
