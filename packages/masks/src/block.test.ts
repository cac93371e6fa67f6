import { key } from '@bcl/random';
import { block } from './block';
import type { BlockOptions } from './block';
import { drawTasks, standardErrors } from './frequency';
import { uniformRatio } from './ratio';

// One coordinate a patch, so that coordinates are patches: 3 rows of 4.
const tokens = { height: 3, width: 4, patch: 1 };

test('every place of the rectangle is equally likely', () => {
  const tasks = drawTasks(block(tokens, { height: 2, width: 3 }), 12, 2000);
  const places = ['0,1,2,4,5,6', '1,2,3,5,6,7', '4,5,6,8,9,10', '5,6,7,9,10,11'];
  for (const place of places)
    expect(standardErrors(tasks, ({ target }) => target.join() === place, 1 / 4)).toBeLessThan(4);
});

test('everything around the block is given; or the block is, and everything around it asked for', () => {
  const inside = block(tokens, { height: 1, width: 2 })(key(1), 12);
  const outside = block(tokens, { height: 1, width: 2, chosen: 'source' })(key(1), 12);
  expect(inside.target).toEqual(outside.source);
  expect(inside.source).toEqual(outside.target);
  expect(inside.source).toHaveLength(10);
});

test('shares are of rows and of columns', () => {
  const { target } = block(tokens, { height: uniformRatio(0.7, 0.7), width: uniformRatio(0.5, 0.5) })(key(1), 12);
  expect(target).toHaveLength(2 * 2);
});

test('pixels of whole patches: 2×2 patches with 3 channels', () => {
  const { target } = block({ height: 4, width: 4, patch: 2, channels: 3 }, { height: 2, width: 1 })(key(1), 48);
  expect(target).toHaveLength(24);
});

test('a random block that would be the whole source is made one row, or one column, smaller', () => {
  const all = { height: uniformRatio(1, 1), width: uniformRatio(1, 1), chosen: 'source' as const };
  expect(block(tokens, all)(key(1), 12).source).toHaveLength(8);
  expect(block({ height: 1, width: 4, patch: 1 }, all)(key(1), 4).source).toHaveLength(3);
});

test.each<[BlockOptions, RegExp]>([
  [{ height: 4, width: 1 }, /the height of the block is 4 patches, but the grid has 3/],
  [{ height: 1, width: 5 }, /the width of the block is 5 patches, but the grid has 4/],
  [{ height: 0, width: 1 }, /the height of a block must be a whole count/],
  [{ height: 3, width: 4, chosen: 'source' }, /nothing would be left to ask for/],
  [{ height: 1, width: 1, chosen: 'hole' as 'source' }, /'source' or the 'target'/],
])('refuses %j', (options, message) => {
  expect(() => block(tokens, options)).toThrow(message);
});

test('a grid of one patch has no block to give', () => {
  const one = { height: 2, width: 2, patch: 2 };
  const size = { height: uniformRatio(0, 1), width: uniformRatio(0, 1) };
  expect(() => block(one, { ...size, chosen: 'source' })).toThrow(/nothing would be left/);
  expect(block(one, size)(key(1), 4).target).toEqual([0, 1, 2, 3]);
});
