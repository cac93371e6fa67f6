import { key } from '@bcl/random';
import { drawTasks, standardErrors } from './frequency';
import { patchMap } from './grid';
import { patches } from './patches';
import type { Role } from './task';

const grid = { height: 4, width: 6, patch: 2, channels: 3 };
const map = patchMap(grid);

test('whole patches are asked for, all others given', () => {
  for (const { source, target } of drawTasks(patches(grid, 0.5), 72, 50)) {
    const asked = [0, 1, 2, 3, 4, 5].filter((index) => target.includes(map.coordinatesOf([index])[0]));
    expect(asked).toHaveLength(3);
    expect(target).toEqual(map.coordinatesOf(asked));
    expect(source).toEqual(map.coordinatesOf([0, 1, 2, 3, 4, 5].filter((index) => !asked.includes(index))));
  }
});

test('every patch is equally likely', () => {
  const tasks = drawTasks(patches(grid, 1 / 3), 72, 2000);
  for (let index = 0; index < 6; index++) {
    const [first] = map.coordinatesOf([index]);
    expect(standardErrors(tasks, ({ target }) => target.includes(first), 1 / 3)).toBeLessThan(4);
  }
});

test('at least one patch is asked for, whichever role is drawn', () => {
  expect(patches(grid, 0)(key(1), 72).target).toHaveLength(12);
  expect(patches(grid, 1)(key(1), 72).target).toHaveLength(72);
  expect(patches(grid, 1, { chosen: 'source' })(key(1), 72).target).toHaveLength(12);
  expect(patches(grid, 0, { chosen: 'source' })(key(1), 72).source).toHaveLength(0);
});

test('refuses impossible ratios and roles', () => {
  expect(() => patches(grid, 2)).toThrow(/the ratio of patches must be a share in \[0, 1\], got 2/);
  expect(() => patches(grid, 0.5, { chosen: 'both' as Role })).toThrow(/'source' or the 'target'/);
});
