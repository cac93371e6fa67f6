import fc from 'fast-check';
import golden from './eigen.golden.json';
import { eigenvaluesAbove, symmetricEigen } from './eigen';
import { eigenpairsCompiled, eigenpairsPlainly } from './eigenvectors';
import { largestDifference } from './largest-difference';
import { identity, multiply, multiplyTransposed, symmetrize, transpose } from './products';
import { qr } from './qr';
import { kernels } from './wasm/kernels';

const magnitude = (a: ArrayLike<number>) => Array.from(a).reduce((m, value) => Math.max(m, Math.abs(value)), 0);

/** A V = V Λ and Vᵀ V = I, with errors relative to the size of A, and Λ ascending. */
function expectDecomposition(a: Float64Array, n: number, tolerance: number): void {
  const { values, vectors } = symmetricEigen(a, n);
  expect(values).toHaveLength(n);
  for (let i = 1; i < n; i++) expect(values[i]).toBeGreaterThanOrEqual(values[i - 1]);
  const scaled = vectors.map((entry, flat) => entry * values[flat % n]);
  // Subnormal numbers have too few digits for a relative error to mean anything.
  const size = Math.max(magnitude(a), 1e-300);
  expect(largestDifference(multiply(a, vectors, n, n, n), scaled) / size).toBeLessThan(tolerance);
  expect(largestDifference(multiplyTransposed(vectors, vectors, n, n, n), identity(n))).toBeLessThan(1e-12);
}

const symmetric = fc
  .integer({ min: 0, max: 12 })
  .chain((n) =>
    fc
      .array(fc.double({ min: -8, max: 8, noNaN: true }), { minLength: n * n, maxLength: n * n })
      .map((values) => ({ n, a: symmetrize(Float64Array.from(values), n) })),
  );

describe('symmetricEigen', () => {
  it('decomposes any symmetric matrix', () => {
    fc.assert(fc.property(symmetric, ({ n, a }) => expectDecomposition(a, n, 1e-13)));
  });

  it('keeps the trace and the sum of squares', () => {
    fc.assert(
      fc.property(symmetric, ({ n, a }) => {
        const { values } = symmetricEigen(a, n);
        const trace = Array.from({ length: n }, (_, i) => a[i * n + i]).reduce((s, v) => s + v, 0);
        expect(values.reduce((s, v) => s + v, 0)).toBeCloseTo(trace, 10);
        expect(values.reduce((s, v) => s + v * v, 0)).toBeCloseTo(
          a.reduce((s, v) => s + v * v, 0),
          9,
        );
      }),
    );
  });

  it.each(golden)('gives the eigenvalues of a program with 60 digits: $name', ({ n, matrix, values }) => {
    const result = symmetricEigen(Float64Array.from(matrix), n);
    expect(largestDifference(result.values, values) / magnitude(values)).toBeLessThan(4e-15);
    expectDecomposition(Float64Array.from(matrix), n, 1e-13);
  });

  it('finds repeated eigenvalues and an orthonormal basis of their space', () => {
    const n = 24;
    const g = Float64Array.from({ length: n * n }, (_, i) => Math.sin(3 * i * i + i));
    const { q } = qr(g, n, n);
    const levels = Float64Array.from({ length: n }, (_, i) => Math.floor(i / 8) - 1);
    const scaled = q.map((entry, flat) => entry * levels[flat % n]);
    const a = symmetrize(multiplyTransposed(scaled, q, n, n, n), n);
    expect(largestDifference(symmetricEigen(a, n).values, levels)).toBeLessThan(1e-14);
    expectDecomposition(a, n, 1e-13);
  });

  it('is exact for diagonal matrices, which it sorts', () => {
    const a = Float64Array.of(3, 0, 0, 0, -1, 0, 0, 0, 2);
    const { values, vectors } = symmetricEigen(a, 3);
    expect(values).toEqual(Float64Array.of(-1, 2, 3));
    expect(vectors).toEqual(Float64Array.of(0, 0, 1, 1, 0, 0, 0, 1, 0));
  });

  it('knows the empty matrix, one number, and zero', () => {
    expect(symmetricEigen(new Float64Array(0), 0)).toEqual({
      values: new Float64Array(0),
      vectors: new Float64Array(0),
    });
    expect(symmetricEigen(Float64Array.of(-7), 1)).toEqual({
      values: Float64Array.of(-7),
      vectors: Float64Array.of(1),
    });
    expect(symmetricEigen(new Float64Array(9), 3)).toEqual({ values: new Float64Array(3), vectors: identity(3) });
  });

  it.each([1e-320, 1e-300, 1e-160, 1e160, 1e300])('neither overflows nor underflows at the scale of %p', (scale) => {
    const a = Float64Array.of(2, 1, 0, 1, 2, 1, 0, 1, 2).map((value) => value * scale);
    const { values } = symmetricEigen(a, 3);
    const expected = [2 - Math.SQRT2, 2, 2 + Math.SQRT2];
    // A subnormal number of this size has three digits.
    const tolerance = scale < 1e-307 ? 1e-3 : 1e-14;
    expect(
      largestDifference(
        values,
        expected.map((value) => value * scale),
      ) / scale,
    ).toBeLessThan(tolerance);
  });

  it('keeps its vectors orthogonal where entries differ by hundreds of orders of magnitude', () => {
    const tiny = [1e-150, 1e-170, 1e-200, 1e-310];
    for (const e of tiny) {
      expectDecomposition(Float64Array.of(0, e, e, e, 0, e, e, e, 1), 3, 1e-14);
      expectDecomposition(Float64Array.of(1, e, 0, e, e, e * 2, 0, e * 2, e), 3, 1e-14);
    }
  });

  it('is accurate for a hundred dimensions', () => {
    const n = 100;
    // The second difference matrix, whose eigenvalues are 2 - 2 cos(k π / (n + 1)).
    const a = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      a[i * n + i] = 2;
      if (i > 0) a[i * n + i - 1] = a[(i - 1) * n + i] = -1;
    }
    const expected = Float64Array.from({ length: n }, (_, k) => 2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)));
    expect(largestDifference(symmetricEigen(a, n).values, expected)).toBeLessThan(2e-14);
    expectDecomposition(a, n, 1e-13);
  });

  it('decomposes the symmetric part, and leaves its argument as it is', () => {
    const a = Float64Array.of(2, 2, 0, 2);
    expect(largestDifference(symmetricEigen(a, 2).values, [1, 3])).toBeLessThan(1e-15);
    expect(a).toEqual(Float64Array.of(2, 2, 0, 2));
    expect(transpose(a, 2, 2)).toEqual(Float64Array.of(2, 0, 2, 2));
  });

  it.each([NaN, Infinity, -Infinity])('refuses %p', (value) => {
    expect(() => symmetricEigen(Float64Array.of(1, 0, value, 1), 2)).toThrow(RangeError);
    expect(() => symmetricEigen(Float64Array.of(1, 0, value, 1), 2)).toThrow(/flat index 2/);
  });

  it('refuses another shape', () => {
    expect(() => symmetricEigen(new Float64Array(5), 2)).toThrow(/2 × 2 = 4/);
  });
});

/** Q diag(levels) Qᵀ for an orthogonal Q that is the same in every run. */
function withEigenvalues(levels: Float64Array): Float64Array {
  const n = levels.length;
  const { q } = qr(
    Float64Array.from({ length: n * n }, (_, i) => Math.sin(3 * i * i + i)),
    n,
    n,
  );
  const scaled = q.map((entry, flat) => entry * levels[flat % n]);
  return symmetrize(multiplyTransposed(scaled, q, n, n, n), n);
}

describe('eigenvaluesAbove', () => {
  it.each([5, 31, 32, 63, 120])('finds all of them and no other, with their vectors, for n = %p', (n) => {
    const levels = Float64Array.from({ length: n }, (_, i) => 4 / (1 + i));
    const a = withEigenvalues(levels);
    for (const threshold of [-1, 0.0301, 0.21, 1.5, 5]) {
      const found = eigenvaluesAbove(a, n, threshold);
      const expected = levels.filter((level) => level > threshold);
      expect(found.values).toHaveLength(expected.length);
      expect(largestDifference(found.values, expected)).toBeLessThan(1e-13);
      const m = expected.length;
      const vectors = found.vectors;
      expect(largestDifference(multiplyTransposed(vectors, vectors, m, n, m), identity(m))).toBeLessThan(1e-13);
      const image = multiply(vectors, a, m, n, n);
      expect(largestDifference(image, vectors.map((entry, flat) => entry * expected[Math.floor(flat / n)]))).toBeLessThan(1e-13); // prettier-ignore
    }
  });

  it('finds an eigenvalue as often as it is repeated', () => {
    const levels = Float64Array.from({ length: 60 }, (_, i) => (i < 25 ? 1 : i < 28 ? 0.5 : 0.01));
    const found = eigenvaluesAbove(withEigenvalues(levels), 60, 0.1);
    expect(largestDifference(found.values, levels.slice(0, 28))).toBeLessThan(1e-14);
    const vectors = found.vectors;
    expect(largestDifference(multiplyTransposed(vectors, vectors, 28, 60, 28), identity(28))).toBeLessThan(1e-13);
  });

  it('finds its way through a null space that is all rounding', () => {
    const levels = Float64Array.from({ length: 150 }, (_, i) => (i % 6 === 0 ? 4 : 0));
    const a = withEigenvalues(levels);
    expect(eigenvaluesAbove(a, 150, 1).values).toHaveLength(25);
    expectDecomposition(a, 150, 1e-13);
  });

  it('knows the empty matrix and zero', () => {
    expect(eigenvaluesAbove(new Float64Array(0), 0, 1).values).toHaveLength(0);
    expect(eigenvaluesAbove(new Float64Array(1600), 40, 0)).toEqual({
      values: new Float64Array(0),
      vectors: new Float64Array(0),
    });
    expect(() => eigenvaluesAbove(new Float64Array(1600).fill(NaN), 40, 0)).toThrow(RangeError);
  });
});

it('decomposes by the compiled kernels as by the plain ones', () => {
  const compiled = kernels();
  if (compiled === undefined) throw new Error('no WebAssembly here');
  for (const n of [2, 3, 7, 33, 64]) {
    const a = withEigenvalues(Float64Array.from({ length: n }, (_, i) => 1 / (1 + i)));
    const all = () => Array.from({ length: n }, (_, i) => i);
    const order = ({ values, vectors }: { values: Float64Array; vectors: Float64Array }) =>
      Array.from(values.keys())
        .sort((i, j) => values[i] - values[j])
        .map((i) => {
          const own = vectors.slice(i * n, (i + 1) * n);
          const largest = own.reduce((most, v) => (Math.abs(v) > Math.abs(most) ? v : most), 0);
          return [values[i], ...own.map((v) => v * Math.sign(largest))];
        })
        .flat();
    const fast = order(eigenpairsCompiled(compiled, a.slice(), n, all));
    expect(largestDifference(fast, order(eigenpairsPlainly(a.slice(), n, all)))).toBeLessThan(1e-9);
  }
});
