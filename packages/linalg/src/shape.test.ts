import fc from 'fast-check';
import { exactScale, requireShape, requireSize, requireVector } from './shape';

describe('shape checks', () => {
  it('accept what fits', () => {
    expect(() => requireSize(0, 'n')).not.toThrow();
    expect(() => requireShape(new Float64Array(6), 2, 3, 'a')).not.toThrow();
    expect(() => requireShape(new Float64Array(0), 0, 3, 'a')).not.toThrow();
    expect(() => requireVector(new Float64Array(2), 2, 'x')).not.toThrow();
  });

  it.each([-1, 0.5, NaN, Infinity])('refuse the size %p', (size) => {
    expect(() => requireSize(size, 'n')).toThrow(RangeError);
    expect(() => requireShape(new Float64Array(0), size, 0, 'a')).toThrow(/rows of a/);
    expect(() => requireShape(new Float64Array(0), 0, size, 'a')).toThrow(/columns of a/);
    expect(() => requireVector(new Float64Array(0), size, 'x')).toThrow(/length of x/);
  });

  it('say what was expected and what came', () => {
    expect(() => requireShape(new Float64Array(5), 2, 3, 'a')).toThrow(/a must hold 2 × 3 = 6 numbers .* got 5/);
    expect(() => requireVector(new Float64Array(5), 2, 'x')).toThrow(/x must hold 2 numbers, got 5/);
  });
});

describe('exactScale', () => {
  it('brings the largest magnitude near 1, without rounding', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-290, max: 1e290, noNaN: true }), fc.boolean(), (size, negative) => {
        const value = negative ? -size : size;
        const scale = exactScale(Float64Array.of(0, value, value / 3), 'a');
        expect(Math.abs(value * scale)).toBeGreaterThanOrEqual(0.5);
        expect(Math.abs(value * scale)).toBeLessThan(2);
        expect((value * scale) / scale).toBe(value);
      }),
    );
  });

  it('is 1 where there is nothing to scale, and finite at the ends of the range', () => {
    expect(exactScale(new Float64Array(3), 'a')).toBe(1);
    expect(exactScale(new Float64Array(0), 'a')).toBe(1);
    expect(exactScale(Float64Array.of(5e-324), 'a')).toBe(2 ** 1000);
    expect(exactScale(Float64Array.of(Number.MAX_VALUE), 'a') * Number.MAX_VALUE).toBeLessThan(2 ** 24);
  });

  it.each([NaN, Infinity, -Infinity])('refuses %p and says where it stands', (value) => {
    expect(() => exactScale(Float64Array.of(1, value), 'a')).toThrow(RangeError);
    expect(() => exactScale(Float64Array.of(1, value), 'a')).toThrow(`got ${value} at flat index 1`);
  });
});
