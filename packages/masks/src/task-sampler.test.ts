/** What every sampler must do, whatever its kind. */
import { fold, key } from '@bcl/random';
import fc from 'fast-check';
import { block } from './block';
import { causal } from './causal';
import { conditional } from './conditional';
import { fixed } from './fixed';
import { patchMap, tokenGrid } from './grid';
import type { Grid } from './grid';
import { initialPortion } from './initial-portion';
import { joint } from './joint';
import { marginal } from './marginal';
import { mixture } from './mixture';
import { fromObserved } from './observed';
import { patches } from './patches';
import { betaRatio, uniformRatio } from './ratio';
import type { Ratio } from './ratio';
import { task } from './task';
import type { Task, TaskSampler } from './task';

const randomRatios = fc.constantFrom(
  betaRatio(5, 1),
  betaRatio(0.5, 3),
  betaRatio(0.01, 0.01),
  uniformRatio(0, 1),
  uniformRatio(1, 1),
  uniformRatio(0, 0),
);
const ratios: fc.Arbitrary<Ratio> = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), randomRatios);
const roles = fc.constantFrom('source' as const, 'target' as const);

const anyDimension: Record<string, (dimension: number) => fc.Arbitrary<TaskSampler>> = {
  joint: () => fc.constant(joint()),
  'marginal of a count': (dimension) => fc.integer({ min: 1, max: dimension }).map(marginal),
  'marginal of a share': () => randomRatios.map(marginal),
  conditional: () => fc.tuple(ratios, fc.option(ratios, { nil: undefined })).map(([s, t]) => conditional(s, t)),
  causal: (dimension) =>
    fc
      .record({
        order: fc.constantFrom(
          'given' as const,
          'random' as const,
          Array.from({ length: dimension }, (_, i) => dimension - 1 - i),
        ),
        target: fc.constantFrom('next' as const, 'rest' as const),
      })
      .map(causal),
  'initial portion': () => ratios.map((ratio) => initialPortion(ratio)),
  fixed: (dimension) => fc.constant(fixed(task([], [dimension - 1]))),
  mixture: () =>
    randomRatios.map((ratio) =>
      mixture([
        [2, joint()],
        [3, conditional(ratio)],
      ]),
    ),
  'observed patterns': (dimension) =>
    fc
      .array(fc.array(fc.constantFrom(1, NaN), { minLength: dimension, maxLength: dimension }), {
        minLength: 1,
        maxLength: 6,
      })
      .filter((rows) => rows.some((row) => row.some(Number.isNaN)))
      .map((rows) => fromObserved(rows).sampler),
};

const onGrids: Record<string, (grid: Grid) => fc.Arbitrary<TaskSampler>> = {
  patches: (grid) => fc.tuple(ratios, roles).map(([ratio, chosen]) => patches(grid, ratio, { chosen })),
  'block as target': (grid) =>
    fc.tuple(randomRatios, randomRatios).map(([height, width]) => block(grid, { height, width })),
  'block as source': (grid) =>
    fc.tuple(randomRatios, randomRatios).map(([height, width]) => {
      return patchMap(grid).count === 1 ? joint() : block(grid, { height, width, chosen: 'source' });
    }),
  'initial portion': (grid) => ratios.map((ratio) => initialPortion(ratio, grid)),
};

const grids: fc.Arbitrary<Grid> = fc
  .record({
    rows: fc.integer({ min: 1, max: 4 }),
    columns: fc.integer({ min: 1, max: 4 }),
    patch: fc.integer({ min: 1, max: 3 }),
    channels: fc.integer({ min: 1, max: 3 }),
    layout: fc.constantFrom('raster' as const, 'patches' as const),
    tokens: fc.boolean(),
  })
  .map(({ rows, columns, patch, channels, layout, tokens }) => {
    const grid = { height: rows * patch, width: columns * patch, patch, channels, layout };
    return tokens ? tokenGrid(grid) : grid;
  });

function expectPossible({ source, target }: Task, dimension: number): void {
  expect(target.length).toBeGreaterThan(0);
  for (const set of [source, target]) {
    expect([...set].sort((a, b) => a - b)).toEqual(set);
    expect(set.every((index) => Number.isInteger(index) && index >= 0 && index < dimension)).toBe(true);
  }
  expect(new Set([...source, ...target]).size).toBe(source.length + target.length);
}

function check(cases: fc.Arbitrary<readonly [sampler: TaskSampler, dimension: number, seed: number]>): void {
  fc.assert(
    fc.property(cases, ([sampler, dimension, seed]) => {
      for (let draw = 0; draw < 3; draw++) {
        const drawn = sampler(fold(key(seed), draw), dimension);
        expectPossible(drawn, dimension);
        expect(sampler(fold(key(seed), draw), dimension)).toEqual(drawn);
      }
    }),
    { numRuns: 40, seed: 1 },
  );
}

const seeds = fc.nat(1e6);

test.each(Object.keys(anyDimension))('%s: possible tasks in every dimension, equal for equal keys', (name) => {
  const dimensions = fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 40 }));
  check(dimensions.chain((dimension) => fc.tuple(anyDimension[name](dimension), fc.constant(dimension), seeds)));
});

test.each(Object.keys(onGrids))('%s: possible tasks on every grid, equal for equal keys', (name) => {
  check(grids.chain((grid) => fc.tuple(onGrids[name](grid), fc.constant(patchMap(grid).dimension), seeds)));
});

test.each(Object.keys(anyDimension))('%s: refuses impossible dimensions', (name) => {
  const [sampler] = fc.sample(anyDimension[name](3), { numRuns: 1, seed: 1 });
  for (const dimension of [0, -1, 1.5, NaN]) expect(() => sampler(key(1), dimension)).toThrow(RangeError);
});

test.each(Object.keys(onGrids))('%s: refuses every dimension but that of the grid', (name) => {
  const [sampler] = fc.sample(onGrids[name]({ height: 4, width: 4, patch: 2, channels: 3 }), { numRuns: 1, seed: 1 });
  expect(() => sampler(key(1), 16)).toThrow('the grid has 48 coordinates, but the dimension is 16');
  expect(() => sampler(key(1), 0)).toThrow(RangeError);
});
