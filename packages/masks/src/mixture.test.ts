import { key } from '@bcl/random';
import { conditional } from './conditional';
import { fixed } from './fixed';
import { drawTasks, standardErrors } from './frequency';
import { joint } from './joint';
import { marginal } from './marginal';
import { mixture } from './mixture';

const only = (index: number) => fixed({ source: [], target: [index] });

test('each sampler is drawn as often as its share of the weights', () => {
  const tasks = drawTasks(
    mixture([
      [4, only(0)],
      [1, only(1)],
      [0, only(2)],
      [5, only(3)],
    ]),
    4,
    4000,
  );
  for (const [index, share] of [
    [0, 0.4],
    [1, 0.1],
    [3, 0.5],
  ]) {
    expect(standardErrors(tasks, ({ target }) => target[0] === index, share)).toBeLessThan(4);
  }
  expect(tasks.some(({ target }) => target[0] === 2)).toBe(false);
});

test('the choice does not decide what the chosen sampler draws', () => {
  const tasks = drawTasks(
    mixture([
      [1, joint()],
      [1, marginal(1)],
    ]),
    2,
    4000,
  );
  expect(standardErrors(tasks, ({ target }) => target.join() === '0', 1 / 4)).toBeLessThan(4);
  expect(standardErrors(tasks, ({ target }) => target.join() === '1', 1 / 4)).toBeLessThan(4);
});

test('mixtures nest', () => {
  const tasks = drawTasks(
    mixture([
      [
        0.5,
        mixture([
          [0.5, only(0)],
          [0.5, only(1)],
        ]),
      ],
      [0.5, only(2)],
    ]),
    3,
    3000,
  );
  expect(standardErrors(tasks, ({ target }) => target[0] === 0, 1 / 4)).toBeLessThan(4);
});

test('one sampler alone is always drawn', () => {
  expect(mixture([[0.1, conditional(0.5)]])(key(1), 4).source).toHaveLength(2);
});

test.each<[string, number[], RegExp]>([
  ['no sampler', [], /needs a sampler with a weight above 0/],
  ['only zeros', [0, 0], /needs a sampler with a weight above 0/],
  ['a negative weight', [1, -1], /at least 0 and finite, got -1/],
  ['a missing weight', [NaN], /got NaN/],
  ['an infinite weight', [Infinity], /got Infinity/],
])('refuses %s', (_name, weights, message) => {
  expect(() => mixture(weights.map((weight) => [weight, joint()] as const))).toThrow(message);
});
