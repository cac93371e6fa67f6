import { key } from '@bcl/random';
import { drawTasks, standardErrors } from './frequency';
import { initialPortion } from './initial-portion';
import { uniformRatio } from './ratio';

test.each([
  [0, []],
  [0.2, [0]],
  [0.5, [0, 1]],
  [0.99, [0, 1, 2, 3]],
  [1, [0, 1, 2, 3]],
])('a share of %d of five coordinates gives %j', (ratio, source) => {
  const drawn = initialPortion(ratio)(key(1), 5);
  expect(drawn.source).toEqual(source);
  expect([...drawn.source, ...drawn.target]).toEqual([0, 1, 2, 3, 4]);
});

test('on a grid whole patches are given, in raster order', () => {
  const sampler = initialPortion(0.5, { height: 4, width: 4, patch: 2 });
  expect(sampler(key(1), 16)).toEqual({ source: [0, 1, 2, 3, 4, 5, 6, 7], target: [8, 9, 10, 11, 12, 13, 14, 15] });
  const one = initialPortion(0.25, { height: 4, width: 4, patch: 2 });
  expect(one(key(1), 16).source).toEqual([0, 1, 4, 5]);
});

test('a random share decides anew for every task', () => {
  const tasks = drawTasks(initialPortion(uniformRatio(0, 1)), 4, 2000);
  for (let count = 0; count < 3; count++) {
    expect(standardErrors(tasks, ({ source }) => source.length === count, 1 / 4)).toBeLessThan(4);
  }
});

test('refuses an impossible share or grid', () => {
  expect(() => initialPortion(-1)).toThrow(/the ratio of an initial portion must be a share/);
  expect(() => initialPortion(0.5, { height: 3, width: 3, patch: 2 })).toThrow(/do not tile/);
});
