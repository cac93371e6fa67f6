import fc from 'fast-check';
import golden from '../golden/distances.golden.json';
import { wassersteinDistance } from './wasserstein';

const sample = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 30 });
const orders = [1, 2] as const;

describe('wassersteinDistance', () => {
  it.each(golden.line)("equals SciPy's to 1e-12: $name", ({ a, b, wasserstein, wasserstein2 }) => {
    expect(Math.abs(wassersteinDistance(a, b) - wasserstein)).toBeLessThan(1e-12);
    if (wasserstein2 !== undefined) expect(wassersteinDistance(a, b, 2)).toBeCloseTo(wasserstein2, 12);
  });

  it.each(orders)('of a sample from itself is zero, and repeated points change nothing, order %d', (order) => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        expect(wassersteinDistance(a, [...a].reverse(), order)).toBe(0);
        const tripled = [...a, ...a, ...a];
        expect(wassersteinDistance(tripled, b, order)).toBeCloseTo(wassersteinDistance(a, b, order), 9);
      }),
    );
  });

  it.each(orders)('is symmetric, and obeys the triangle, order %d', (order) => {
    fc.assert(
      fc.property(sample, sample, sample, (a, b, c) => {
        const [ab, ba] = [wassersteinDistance(a, b, order), wassersteinDistance(b, a, order)];
        expect(ab).toBeCloseTo(ba, 9);
        expect(ab).toBeLessThanOrEqual(wassersteinDistance(a, c, order) + wassersteinDistance(c, b, order) + 1e-9);
      }),
    );
  });

  it.each(orders)('of a shift is its length, order %d', (order) => {
    fc.assert(
      fc.property(sample, fc.double({ min: -50, max: 50, noNaN: true }), (a, shift) => {
        const moved = a.map((value) => value + shift);
        expect(wassersteinDistance(a, moved, order)).toBeCloseTo(Math.abs(shift), 9);
      }),
    );
  });

  it('of second order weighs a far move more: half the mass by 2 is 1 at first, √2 at second order', () => {
    expect(wassersteinDistance([0, 0], [0, 2])).toBe(1);
    expect(wassersteinDistance([0, 0], [0, 2], 2)).toBeCloseTo(Math.SQRT2, 15);
  });

  it.each([
    ['no points', [], [1], 1, 'a has 0 numbers'],
    ['a NaN', [1], [0, NaN], 1, 'b[1] is NaN'],
    ['order 3', [1], [1], 3, 'order is 3'],
  ])('refuses %s', (_, a, b, order, message) => {
    expect(() => wassersteinDistance(a, b, order as 1)).toThrow(RangeError);
    expect(() => wassersteinDistance(a, b, order as 1)).toThrow(message);
  });
});
