import { tf } from '@bcl/backend';
import { withBackend } from '@bcl/backend/testing';
import { conditional, joint, mixture } from '@bcl/masks';
import { key } from '@bcl/random';
import { stepOf } from '../fixtures/step-of';
import { tinyImage as config } from '../fixtures/tiny';
import { ROLES } from '../tokens/roles';
import { tokenTasks } from '../tokens/token-tasks';
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

it('gives something to rows, and asks for no second answers, while the squared error leads alone', () => {
  const tasks = tokenTasks(
    mixture([
      [1, joint()],
      [1, conditional(0.5)],
    ]),
    config.layout,
  );
  /** Rows of the first step that are given something, and its answers. */
  const drawnWith = (alone: number): number[] =>
    tf.tidy(() => {
      const settings = { tasks, objective: 'communication', reconstruction: { weight: 1, steps: 5, alone } } as const;
      const { generator, lead } = drawInputs(fastNormal(key(4), 40 * 8), stepOf(config, settings));
      const weights = lead?.dataSync<'float32'>() ?? new Float32Array(80);
      const given = Array.from({ length: 40 }, (_, row) => weights[2 * row] + weights[2 * row + 1]);
      return [given.filter((weight) => weight > 0).length, generator.shape[0]];
    });
  const [led, judged] = [drawnWith(1), drawnWith(0)];
  expect(led[0]).toBeGreaterThan(36);
  expect(judged[0]).toBeLessThan(32);
  expect([led[1], judged[1]]).toEqual([40, 80]);
});
