import fc from 'fast-check';
import { cholesky, choleskyInPlace, logDeterminantFromCholesky } from './cholesky';
import golden from './factorizations.golden.json';
import { largestDifference } from './largest-difference';
import { identity, multiplyTransposed } from './products';

const positiveDefinite = fc.integer({ min: 0, max: 10 }).chain((n) =>
  fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: n * n, maxLength: n * n }).map((values) => {
    const g = Float64Array.from(values);
    const ridge = identity(n);
    return { n, a: multiplyTransposed(g, g, n, n, n).map((value, i) => value + 0.01 * ridge[i]) };
  }),
);

describe('cholesky', () => {
  it('gives a lower factor with L Lᵀ = a and a positive diagonal', () => {
    fc.assert(
      fc.property(positiveDefinite, ({ n, a }) => {
        const l = cholesky(a, n) ?? new Float64Array(0);
        expect(l).toHaveLength(n * n);
        for (let i = 0; i < n; i++) {
          expect(l[i * n + i]).toBeGreaterThan(0);
          for (let j = i + 1; j < n; j++) expect(l[i * n + j]).toBe(0);
        }
        expect(largestDifference(multiplyTransposed(l, l, n, n, n), a)).toBeLessThan(1e-12);
      }),
    );
  });

  it.each(golden.positiveDefinite)('agrees with numpy, n = $n', ({ n, a, cholesky: expected, logDeterminant }) => {
    const l = cholesky(Float64Array.from(a), n) ?? new Float64Array(0);
    expect(largestDifference(l, expected)).toBeLessThan(1e-12);
    expect(logDeterminantFromCholesky(l, n)).toBeCloseTo(logDeterminant, 11);
  });

  it('reads the lower triangle only and leaves its argument as it is', () => {
    const a = Float64Array.of(4, NaN, 2, 5);
    expect(cholesky(a, 2)).toEqual(Float64Array.of(2, 0, 1, 2));
    expect(a).toEqual(Float64Array.of(4, NaN, 2, 5));
  });

  it('works in place', () => {
    const a = Float64Array.of(4, 99, 2, 5);
    expect(choleskyInPlace(a, 2)).toBe(true);
    expect(a).toEqual(Float64Array.of(2, 0, 1, 2));
  });

  it.each([
    ['zero', [0]],
    ['negative', [-1]],
    ['singular', [1, 1, 1, 1]],
    ['indefinite', [1, 2, 2, 1]],
    ['with NaN on the diagonal', [1, 0, 0, NaN]],
    ['with NaN below the diagonal', [1, 0, NaN, 1]],
    ['with infinity on the diagonal', [Infinity]],
    ['with infinity below the diagonal', [1, 0, Infinity, 1]],
  ])('finds that a matrix that is %s is not positive definite', (_, a) => {
    const n = Math.sqrt(a.length);
    expect(cholesky(Float64Array.from(a), n)).toBeUndefined();
    expect(choleskyInPlace(Float64Array.from(a), n)).toBe(false);
  });

  it('knows the empty matrix and refuses one of another shape', () => {
    expect(cholesky(new Float64Array(0), 0)).toEqual(new Float64Array(0));
    expect(() => cholesky(new Float64Array(3), 2)).toThrow(RangeError);
  });
});

describe('logDeterminantFromCholesky', () => {
  it('is the logarithm of a product that would overflow', () => {
    const n = 400;
    const l = identity(n).map((value) => value * 1e10);
    expect(logDeterminantFromCholesky(l, n) / (2 * n * Math.log(1e10))).toBeCloseTo(1, 13);
    expect(logDeterminantFromCholesky(new Float64Array(0), 0)).toBe(0);
  });

  it.each([0, -1, NaN])('refuses %p on the diagonal', (pivot) => {
    expect(() => logDeterminantFromCholesky(Float64Array.of(pivot), 1)).toThrow(RangeError);
  });
});
