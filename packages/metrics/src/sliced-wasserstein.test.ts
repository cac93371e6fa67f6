import golden from '../golden/distances.golden.json';
import { slicedWasserstein } from './sliced-wasserstein';
import { wassersteinDistance } from './wasserstein';

const a = [0, 0, 1, 0, 0.3, 2, -1, 0.5];
const moved = (x: number, y: number): number[] => a.map((value, i) => value + (i % 2 === 0 ? x : y));

describe('slicedWasserstein', () => {
  it.each(golden.space)("equals the mean of SciPy's slices to 1e-12: $name", (given) => {
    const { dimension, directions, sliced } = given;
    expect(Math.abs(slicedWasserstein(given.a, given.b, dimension, { directions }) - sliced)).toBeLessThan(1e-12);
    const longer = directions.map((value) => 10 * value);
    expect(slicedWasserstein(given.b, given.a, dimension, { directions: longer })).toBeCloseTo(sliced, 12);
  });

  it('on the line is the Wasserstein distance', () => {
    for (const order of [1, 2] as const) {
      expect(slicedWasserstein(a, [3, 4], 1, { order })).toBe(wassersteinDistance(a, [3, 4], order));
    }
  });

  it('of a shift by r is r times the mean |cos|, 2/π, and √½ at second order, in even directions', () => {
    for (const angle of [0, 0.4, 2]) {
      const other = moved(3 * Math.cos(angle), 3 * Math.sin(angle));
      expect(slicedWasserstein(a, other, 2, { projections: 512 })).toBeCloseTo(6 / Math.PI, 4);
      expect(slicedWasserstein(a, other, 2, { order: 2 })).toBeCloseTo(3 * Math.SQRT1_2, 12);
    }
  });

  it('is zero for the same points in another order, and sees what the axes alone do not', () => {
    expect(slicedWasserstein([0, 0, 1, 1], [1, 1, 0, 0], 2)).toBe(0);
    const [square, turned] = [
      [0, 0, 1, 1],
      [0, 1, 1, 0],
    ];
    expect(slicedWasserstein(square, turned, 2, { directions: [1, 0, 0, 1] })).toBe(0);
    expect(slicedWasserstein(square, turned, 2)).toBeGreaterThan(0.1);
  });

  it.each([
    ['a broken point', [1], [1, 2], 2, {}, 'a has 1 numbers'],
    ['a direction of length zero', [1, 2], [1, 2], 2, { directions: [1, 0, 0, 0] }, 'direction 1 is zero'],
    ['half a direction', [1, 2], [1, 2], 2, { directions: [1, 0, 1] }, 'directions has 3 numbers'],
    ['no projections', [1, 2], [1, 2], 2, { projections: 0 }, 'projections is 0'],
    ['three dimensions without directions', [1, 2, 3], [1, 2, 3], 3, {}, 'directions are missing'],
    ['order 0', [1, 2], [1, 2], 2, { order: 0 as 1 }, 'order is 0'],
  ])('refuses %s', (_, one, other, dimension, options, message) => {
    expect(() => slicedWasserstein(one, other, dimension, options)).toThrow(RangeError);
    expect(() => slicedWasserstein(one, other, dimension, options)).toThrow(message);
  });
});
