import { key } from '@bcl/random';
import { drawTasks, standardErrors } from './frequency';
import { marginal } from './marginal';
import { betaRatio } from './ratio';

test('gives nothing', () => {
  expect(drawTasks(marginal(betaRatio(5, 1)), 6, 50).every(({ source }) => source.length === 0)).toBe(true);
});

test('every subset of the size is equally likely', () => {
  const tasks = drawTasks(marginal(2), 4, 3000);
  for (const pair of ['0,1', '0,2', '0,3', '1,2', '1,3', '2,3']) {
    expect(standardErrors(tasks, ({ target }) => target.join() === pair, 1 / 6)).toBeLessThan(4);
  }
});

test('all coordinates are the joint', () => {
  expect(marginal(3)(key(1), 3)).toEqual({ source: [], target: [0, 1, 2] });
});

test('a share follows floor(D · b): for b ~ Beta(5, 1) and D = 10, P(|T| ≤ 8) = 0.9⁵', () => {
  const tasks = drawTasks(marginal(betaRatio(5, 1)), 10, 3000);
  expect(standardErrors(tasks, ({ target }) => target.length <= 8, 0.9 ** 5)).toBeLessThan(4);
});

test('where floor(D · b) is 0, one coordinate is asked for instead', () => {
  expect(drawTasks(marginal(betaRatio(5, 1)), 1, 50).every(({ target }) => target.length === 1)).toBe(true);
});

test('refuses impossible sizes, and a count above the dimension when drawing', () => {
  expect(() => marginal(0)).toThrow(/the size of a marginal must be a whole count of at least 1, got 0/);
  expect(() => marginal(0.5)).toThrow(/for a share use betaRatio/);
  expect(() => marginal(3)(key(1), 2)).toThrow('the size of a marginal is 3, but there are only 2');
});
