import fc from 'fast-check';
import golden from './factorizations.golden.json';
import { largestDifference } from './largest-difference';
import { identity, matrixVector, multiply, transpose } from './products';
import {
  inversePositiveDefinite,
  invertLowerTriangular,
  solveLower,
  solveLowerTransposed,
  solvePositiveDefinite,
} from './triangular';

/** Lower triangular with a diagonal from 1 to 3 and small entries below it, so that its condition is moderate. */
const lowerSystem = fc.integer({ min: 0, max: 9 }).chain((n) =>
  fc
    .tuple(
      fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: n * n, maxLength: n * n }),
      fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: n, maxLength: n }),
    )
    .map(([values, b]) => ({
      n,
      l: Float64Array.from(values, (value, flat) => {
        const i = Math.floor(flat / n);
        const j = flat % n;
        if (i === j) return 2 + value;
        return i > j ? value / 2 : 0;
      }),
      b: Float64Array.from(b),
    })),
);

describe('triangular systems', () => {
  it('are solved: L x = b, Lᵀ x = b, L Lᵀ x = b', () => {
    fc.assert(
      fc.property(lowerSystem, ({ n, l, b }) => {
        const upper = transpose(l, n, n);
        expect(largestDifference(matrixVector(l, solveLower(l, b, n), n, n), b)).toBeLessThan(1e-10);
        expect(largestDifference(matrixVector(upper, solveLowerTransposed(l, b, n), n, n), b)).toBeLessThan(1e-10);
        const x = solvePositiveDefinite(l, b, n);
        const lTx = matrixVector(upper, x, n, n);
        expect(largestDifference(matrixVector(l, lTx, n, n), b)).toBeLessThan(1e-9);
      }),
    );
  });

  it('have an inverse that is lower triangular and a two-sided one', () => {
    fc.assert(
      fc.property(lowerSystem, ({ n, l }) => {
        const inverse = invertLowerTriangular(l, n);
        for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) expect(inverse[i * n + j]).toBe(0);
        expect(largestDifference(multiply(l, inverse, n, n, n), identity(n))).toBeLessThan(1e-10);
        expect(largestDifference(multiply(inverse, l, n, n, n), identity(n))).toBeLessThan(1e-10);
      }),
    );
  });

  it('do not look above the diagonal, nor write to their arguments', () => {
    const l = Float64Array.of(2, NaN, 1, 2);
    const b = Float64Array.of(2, 5);
    expect(solveLower(l, b, 2)).toEqual(Float64Array.of(1, 2));
    expect(solveLowerTransposed(l, b, 2)).toEqual(Float64Array.of(-0.25, 2.5));
    expect(invertLowerTriangular(l, 2)).toEqual(Float64Array.of(0.5, 0, -0.25, 0.5));
    expect(b).toEqual(Float64Array.of(2, 5));
  });

  it.each([0, -0, NaN])('with %p on the diagonal have no solution', (pivot) => {
    const l = Float64Array.of(1, 0, 1, pivot);
    const b = new Float64Array(2);
    expect(() => solveLower(l, b, 2)).toThrow(RangeError);
    expect(() => solveLowerTransposed(l, b, 2)).toThrow(RangeError);
    expect(() => invertLowerTriangular(l, 2)).toThrow(/at 1/);
  });

  it('refuse other shapes', () => {
    expect(() => solveLower(identity(2), new Float64Array(3), 2)).toThrow(/b must hold 2/);
    expect(() => solveLowerTransposed(identity(2), new Float64Array(1), 2)).toThrow(RangeError);
    expect(() => invertLowerTriangular(new Float64Array(3), 2)).toThrow(RangeError);
  });
});

describe('inversePositiveDefinite and solvePositiveDefinite', () => {
  it.each(golden.positiveDefinite)('agree with numpy, n = $n', ({ n, a, b, cholesky, inverse, solution }) => {
    const result = inversePositiveDefinite(Float64Array.from(a), n) ?? new Float64Array(0);
    const size = Math.max(...inverse.map(Math.abs));
    expect(largestDifference(result, inverse) / size).toBeLessThan(1e-11);
    expect(transpose(result, n, n)).toEqual(result);
    const x = solvePositiveDefinite(Float64Array.from(cholesky), Float64Array.from(b), n);
    expect(largestDifference(x, solution) / size).toBeLessThan(1e-11);
  });

  it.each([[[0]], [[1, 1, 1, 1]], [[1, 2, 2, 1]], [[NaN]]])('find no inverse of %j', (a) => {
    expect(inversePositiveDefinite(Float64Array.from(a), Math.sqrt(a.length))).toBeUndefined();
  });

  it('know the empty matrix', () => {
    expect(inversePositiveDefinite(new Float64Array(0), 0)).toEqual(new Float64Array(0));
    expect(solvePositiveDefinite(new Float64Array(0), new Float64Array(0), 0)).toEqual(new Float64Array(0));
  });
});
