import { withBackend } from '@bcl/backend/testing';
import { fixed, mixture, task } from '@bcl/masks';
import { fold, key } from '@bcl/random';
import { tiny } from '../fixtures/tiny';
import { complete } from '../model/complete';
import { generate } from '../model/generate';
import { openModel } from '../model/model';
import { createGan } from '../model/state';
import { fastNormal } from './noise';
import { startTraining } from './training';

withBackend();

/** x₁ ~ N(2, 0.5²), x₂ = x₁ − 1 + N(0, 0.25²). */
function rows(step: number, count = 32): Float32Array {
  const noise = fastNormal(fold(key(3), step), 2 * count);
  return noise.map((_, at) => {
    const first = 2 + 0.5 * noise[at - (at % 2)];
    return at % 2 === 0 ? first : first - 1 + 0.25 * noise[at];
  });
}

const mean = (all: readonly number[]): number => all.reduce((sum, value) => sum + value, 0) / all.length;
const deviation = (all: readonly number[]): number => Math.sqrt(mean(all.map((value) => (value - mean(all)) ** 2)));
const column = (all: Float32Array, at: number): number[] => Array.from(all).filter((_, i) => i % 2 === at);

it('moves the joint and a conditional of a Gaussian towards the truth', () => {
  const state = createGan(key(1), tiny);
  const adam = { learningRate: 3e-3, beta1: 0, beta2: 0.99, epsilon: 1e-8 };
  const training = startTraining(state, {
    key: key(2),
    generatorAdam: adam,
    discriminatorAdam: adam,
    averageDecay: 0.98,
    penalty: { weight: 0.1, fakeWeight: 0.1, form: 'finiteDifference', every: 2 },
    tasks: mixture([
      [1, fixed(task([], [0, 1]))],
      [1, fixed(task([0], [1]))],
    ]),
  });
  for (let step = 0; step < 300; step++) training.advance(rows(step));
  const model = openModel(training.state());
  const drawn = generate(model, 500, { key: key(4) });
  const given = complete(model, Float32Array.of(1.4, 0, 2.6, 0), [0], { key: key(5), samples: 250 });
  model.dispose();
  training.dispose();
  const [first, second] = [column(drawn, 0), column(drawn, 1)];
  expect(Math.abs(mean(first) - 2)).toBeLessThan(0.3);
  expect(Math.abs(mean(second) - 1)).toBeLessThan(0.3);
  expect(deviation(first)).toBeGreaterThan(0.25);
  expect(deviation(first)).toBeLessThan(0.75);
  // Before the first step the answers to both have the deviation 1, and means 0.2 apart the wrong way round.
  const [low, high] = [given.subarray(0, 500), given.subarray(500)].map((all) => column(all, 1));
  expect(mean(high) - mean(low)).toBeGreaterThan(0.6);
  expect(mean(high) - mean(low)).toBeLessThan(1.8);
  expect(deviation(low)).toBeLessThan(0.6);
  expect(deviation(low)).toBeGreaterThan(0.1);
});
