import fc from 'fast-check';
import { patchify } from '@bcl/transforms';
import { tokensOf, valuesOf } from './layout';

const grids = fc
  .tuple(
    fc.integer({ min: 1, max: 4 }),
    fc.integer({ min: 1, max: 4 }),
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 1, max: 3 }),
  )
  .map(([rows, columns, channels, patch]) => ({
    kind: 'grid' as const,
    height: rows * patch,
    width: columns * patch,
    channels,
    patch,
  }));

describe('tokensOf', () => {
  it('takes each coordinate for a token', () => {
    const map = tokensOf({ kind: 'coordinates', dimension: 3 });
    expect(map).toMatchObject({ tokens: 3, values: 1, dimension: 3 });
    expect([...map.order]).toEqual([0, 1, 2]);
    expect([...map.owner]).toEqual([0, 1, 2]);
  });

  it('gives every coordinate to one token, which owns it', () => {
    fc.assert(
      fc.property(grids, (layout) => {
        const { tokens, values, dimension, order, owner } = tokensOf(layout);
        expect(tokens * values).toBe(dimension);
        expect(valuesOf(layout)).toBe(values);
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: dimension }, (_, at) => at));
        order.forEach((coordinate, place) => expect(owner[coordinate]).toBe(Math.floor(place / values)));
      }),
    );
  });

  it('orders the values of an image as patchify does', () => {
    fc.assert(
      fc.property(grids, (layout) => {
        const { dimension, order } = tokensOf(layout);
        const row = Float64Array.from({ length: dimension }, (_, at) => at);
        const { data } = patchify(layout).apply({ rows: 1, columns: dimension, data: row });
        expect([...order]).toEqual([...data]);
      }),
    );
  });

  it('refuses what is no layout', () => {
    expect(() => tokensOf({ kind: 'coordinates', dimension: 0 })).toThrow('got 0');
    expect(() => tokensOf({ kind: 'grid', height: 28, width: 28, channels: 1, patch: 5 })).toThrow('do not tile');
  });
});
