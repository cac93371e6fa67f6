import { key } from '@bcl/random';
import { conditional } from './conditional';
import { drawTasks, standardErrors } from './frequency';
import { betaRatio, uniformRatio } from './ratio';

test.each([
  [0.5, undefined, 10, 5, 5],
  [0.5, 0.4, 10, 5, 2],
  [0, 0.5, 10, 0, 5],
  [0.29, 1, 100, 29, 71],
  [0.5, 0, 10, 5, 1],
  [1, undefined, 10, 9, 1],
  [1, undefined, 1, 0, 1],
])('ratios %d and %d of %d coordinates give %d and ask for %d', (source, target, dimension, given, asked) => {
  const drawn = conditional(source, target)(key(1), dimension);
  expect([drawn.source.length, drawn.target.length]).toEqual([given, asked]);
});

test('without a target ratio, all that is not given is asked for', () => {
  for (const { source, target } of drawTasks(conditional(betaRatio(0.5, 3)), 9, 100)) {
    expect(source.length + target.length).toBe(9);
  }
});

test('every coordinate is as likely to be given, asked for or left out as any other', () => {
  const tasks = drawTasks(conditional(0.5, 0.5), 8, 3000);
  for (let index = 0; index < 8; index++) {
    expect(standardErrors(tasks, ({ source }) => source.includes(index), 4 / 8)).toBeLessThan(4);
    expect(standardErrors(tasks, ({ target }) => target.includes(index), 2 / 8)).toBeLessThan(4);
  }
});

test('the number given follows its ratio: P(|S| ≥ 5) = P(b ≥ 0.5) = ½ for b uniform on [0, 1]', () => {
  const tasks = drawTasks(conditional(uniformRatio(0, 1)), 10, 3000);
  expect(standardErrors(tasks, ({ source }) => source.length >= 5, 0.5)).toBeLessThan(4);
});

test('source and target ratio are drawn independently', () => {
  const tasks = drawTasks(conditional(uniformRatio(0, 1), uniformRatio(0, 1)), 100, 3000);
  const many = ({ source }: { source: readonly number[] }) => source.length >= 50;
  const most = ({ source, target }: (typeof tasks)[number]) => target.length >= (100 - source.length) / 2;
  expect(standardErrors(tasks, (drawn) => many(drawn) && most(drawn), 0.25)).toBeLessThan(4);
});

test.each([
  [1.5, undefined, /the source ratio must be a share/],
  [-0.1, undefined, /got -0.1/],
  [0.5, NaN, /the target ratio must be a share/],
])('refuses the ratios %d and %d', (source, target, message) => {
  expect(() => conditional(source, target)).toThrow(message);
});
