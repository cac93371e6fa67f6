import fc from 'fast-check';
import { largestDifference } from './largest-difference';
import { applyReflector, makeReflector } from './reflector';

const vectorAndPivot = fc.integer({ min: 1, max: 8 }).chain((n) =>
  fc.record({
    x: fc
      .array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: n, maxLength: n })
      .map((values) => Float64Array.from(values)),
    pivot: fc.nat({ max: n - 1 }),
  }),
);

const norm = (x: Float64Array) => Math.hypot(...x);

describe('reflectors', () => {
  it('map a vector to a multiple of a unit vector, and keep its length', () => {
    fc.assert(
      fc.property(vectorAndPivot, ({ x, pivot }) => {
        const v = x.slice();
        const tau = new Float64Array(1);
        const image = makeReflector(v, 0, v.length, pivot, tau, 0);
        const reflected = x.slice();
        applyReflector(v, 0, tau[0], reflected, 0, x.length);
        const expected = new Float64Array(x.length);
        expected[pivot] = image;
        const size = norm(x) + 1e-300;
        expect(largestDifference(reflected, expected) / size).toBeLessThan(1e-14);
        expect(Math.abs(Math.abs(image) - norm(x)) / size).toBeLessThan(1e-14);
      }),
    );
  });

  it('are their own inverse', () => {
    const v = Float64Array.of(1, -2, 3);
    const tau = new Float64Array(1);
    makeReflector(v, 0, 3, 0, tau, 0);
    const y = Float64Array.of(4, 5, -6);
    applyReflector(v, 0, tau[0], y, 0, 3);
    expect(largestDifference(y, [4, 5, -6])).toBeGreaterThan(1);
    applyReflector(v, 0, tau[0], y, 0, 3);
    expect(largestDifference(y, [4, 5, -6])).toBeLessThan(1e-14);
  });

  it('are the identity for what needs no reflection', () => {
    const tau = Float64Array.of(7, 7);
    expect(makeReflector(Float64Array.of(0, -3, 0), 0, 3, 1, tau, 1)).toBe(-3);
    expect(Array.from(tau)).toEqual([7, 0]);
    const x = Float64Array.of(1, 2);
    applyReflector(Float64Array.of(NaN, NaN), 0, 0, x, 0, 2);
    expect(Array.from(x)).toEqual([1, 2]);
  });

  it('touch their own part of an array only', () => {
    const values = Float64Array.of(9, 3, 4, 9);
    const tau = new Float64Array(1);
    expect(makeReflector(values, 1, 3, 2, tau, 0)).toBeCloseTo(-5, 14);
    expect([values[0], values[3]]).toEqual([9, 9]);
  });
});
