import fc from 'fast-check';
import { cholesky } from './cholesky';
import { symmetricEigen } from './eigen';
import { floorEigenvalues } from './floor-eigenvalues';
import { largestDifference } from './largest-difference';
import { multiplyTransposed, symmetrize, transpose } from './products';
import { qr } from './qr';

const symmetric = fc
  .integer({ min: 1, max: 8 })
  .chain((n) =>
    fc
      .array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: n * n, maxLength: n * n })
      .map((values) => ({ n, a: symmetrize(Float64Array.from(values), n) })),
  );
const floors = fc.double({ min: -2, max: 5, noNaN: true });

describe('floorEigenvalues', () => {
  it('is V max(Λ, floor) Vᵀ, symmetric to the last bit', () => {
    fc.assert(
      fc.property(symmetric, floors, ({ n, a }, floor) => {
        const result = floorEigenvalues(a, n, floor);
        const { values, vectors } = symmetricEigen(a, n);
        const scaled = vectors.map((entry, flat) => entry * Math.max(values[flat % n], floor));
        expect(largestDifference(result, multiplyTransposed(scaled, vectors, n, n, n))).toBeLessThan(1e-12);
        expect(transpose(result, n, n)).toEqual(result);
      }),
    );
  });

  it('leaves no eigenvalue below the floor, so that a positive floor makes a matrix positive definite', () => {
    fc.assert(
      fc.property(symmetric, ({ n, a }) => {
        const result = floorEigenvalues(a, n, 1e-6);
        expect(symmetricEigen(result, n).values[0]).toBeGreaterThan(1e-6 - 1e-13);
        expect(cholesky(result, n)).toBeDefined();
      }),
    );
  });

  it('changes no bit of a matrix that lies above the floor, and copies it', () => {
    const a = Float64Array.of(2, 1 / 3, 1 / 3, 3);
    const result = floorEigenvalues(a, 2, 0.1);
    expect(result).toEqual(a);
    expect(result).not.toBe(a);
  });

  it.each([3, 35, 60])('is the same where most eigenvalues lie below the floor as where few do: %p of 64', (below) => {
    const n = 64;
    const g = Float64Array.from({ length: n * n }, (_, i) => Math.sin(3 * i * i + i));
    const { q } = qr(g, n, n);
    const with_ = (level: (i: number) => number) =>
      symmetrize(multiplyTransposed(q.map((entry, flat) => entry * level(flat % n)), q, n, n, n), n); // prettier-ignore
    const level = (i: number) => (i < below ? 0.01 * i - 0.2 : 1 + i);
    const result = floorEigenvalues(with_(level), n, 0.5);
    expect(
      largestDifference(
        result,
        with_((i) => Math.max(0.5, level(i))),
      ),
    ).toBeLessThan(1e-12);
    expect(transpose(result, n, n)).toEqual(result);
  });

  it('does nothing when applied twice', () => {
    fc.assert(
      fc.property(symmetric, floors, ({ n, a }, floor) => {
        const once = floorEigenvalues(a, n, floor);
        expect(largestDifference(floorEigenvalues(once, n, floor), once)).toBeLessThan(1e-13);
      }),
    );
  });

  it('symmetrises first, also when there is nothing to lift', () => {
    expect(floorEigenvalues(Float64Array.of(2, 2, 0, 2), 2, 0.5)).toEqual(Float64Array.of(2, 1, 1, 2));
  });

  it('makes floor · I of zero, and lifts only the directions below', () => {
    expect(floorEigenvalues(new Float64Array(4), 2, 0.25)).toEqual(Float64Array.of(0.25, 0, 0, 0.25));
    expect(floorEigenvalues(Float64Array.of(1e10, 0, 0, -1), 2, 1)).toEqual(Float64Array.of(1e10, 0, 0, 1));
    expect(floorEigenvalues(new Float64Array(0), 0, 1)).toEqual(new Float64Array(0));
  });

  it.each([NaN, Infinity, -Infinity])('refuses the floor %p and the entry %p', (value) => {
    expect(() => floorEigenvalues(Float64Array.of(1), 1, value)).toThrow(/floor/);
    expect(() => floorEigenvalues(Float64Array.of(1, value, value, 1), 2, 0.1)).toThrow(RangeError);
    expect(() => floorEigenvalues(Float64Array.of(value), 1, 0.1)).toThrow(RangeError);
  });
});
