import fc from 'fast-check';
import { patchMap, requireGridDimension, tokenGrid } from './grid';
import type { Grid } from './grid';
import { allOf } from './index-set';

const grids = fc.record({
  rows: fc.integer({ min: 1, max: 4 }),
  columns: fc.integer({ min: 1, max: 4 }),
  patch: fc.integer({ min: 1, max: 3 }),
  channels: fc.integer({ min: 1, max: 3 }),
});

test('in raster layout, patch (r, c) covers its square of pixels with all channels', () => {
  fc.assert(
    fc.property(grids, ({ rows, columns, patch, channels }) => {
      const map = patchMap({ height: rows * patch, width: columns * patch, patch, channels });
      expect([map.rows, map.columns, map.count]).toEqual([rows, columns, rows * columns]);
      for (let index = 0; index < map.count; index++) {
        const [top, left] = [Math.floor(index / columns) * patch, (index % columns) * patch];
        const expected: number[] = [];
        for (let y = top; y < top + patch; y++) {
          for (let x = left; x < left + patch; x++) {
            for (let c = 0; c < channels; c++) expected.push((y * columns * patch + x) * channels + c);
          }
        }
        expect(map.coordinatesOf([index])).toEqual(expected);
      }
    }),
  );
});

test('in either layout, the patches cover every coordinate once', () => {
  fc.assert(
    fc.property(grids, fc.constantFrom('raster' as const, 'patches' as const), (sizes, layout) => {
      const { rows, columns, patch, channels } = sizes;
      const map = patchMap({ height: rows * patch, width: columns * patch, patch, channels, layout });
      const covered = allOf(map.count).flatMap((index) => map.coordinatesOf([index]));
      expect(covered.sort((a, b) => a - b)).toEqual(allOf(map.dimension));
      expect(map.coordinatesOf(allOf(map.count))).toEqual(allOf(map.dimension));
      expect(map.coordinatesOf([])).toEqual([]);
    }),
  );
});

test('in patch layout, each patch is one run of coordinates', () => {
  const map = patchMap({ height: 4, width: 6, patch: 2, channels: 3, layout: 'patches' });
  expect(map.coordinatesOf([4])).toEqual(Array.from({ length: 12 }, (_, i) => 48 + i));
});

test('a token grid has one coordinate a patch', () => {
  const map = patchMap(tokenGrid({ height: 6, width: 9, patch: 3, channels: 3 }));
  expect([map.rows, map.columns, map.count, map.dimension]).toEqual([2, 3, 6, 6]);
  expect(map.coordinatesOf([4, 1])).toEqual([1, 4]);
});

test.each<[Grid, RegExp]>([
  [{ height: 5, width: 4, patch: 2 }, /patches of 2×2 do not tile a grid of 5×4/],
  [{ height: 4, width: 0, patch: 2 }, /width must be an integer of at least 1, got 0/],
  [{ height: 4, width: 4, patch: 1.5 }, /patch must be/],
  [{ height: 4, width: 4, patch: 2, channels: 0 }, /channels must be/],
  [{ height: 4, width: 4, patch: 2, layout: 'tiles' as 'raster' }, /'raster' or 'patches', got 'tiles'/],
])('refuses %j', (grid, message) => {
  expect(() => patchMap(grid)).toThrow(message);
});

test.each([4, -1, 0.5])('refuses the patch %d of 4', (index) => {
  const map = patchMap({ height: 4, width: 4, patch: 2 });
  expect(() => map.coordinatesOf([index])).toThrow(`a patch must be one of 0 … 3, got ${index}`);
});

test('a wrong dimension is told how tokens are meant', () => {
  const map = patchMap({ height: 4, width: 4, patch: 2 });
  expect(() => requireGridDimension(map, 16)).not.toThrow();
  expect(() => requireGridDimension(map, 4)).toThrow(/for one token a patch use tokenGrid\(grid\)/);
});
