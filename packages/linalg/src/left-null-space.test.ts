import fc from 'fast-check';
import golden from './factorizations.golden.json';
import { largestDifference } from './largest-difference';
import { leftNullSpace } from './left-null-space';
import { identity, multiply, multiplyTransposed } from './products';

const size = fc.integer({ min: 0, max: 7 });
/** Small whole numbers, so that products of factors are exact and the rank is what the factors say or less. */
const wholeNumbers = (count: number) =>
  fc.array(fc.integer({ min: -3, max: 3 }), { minLength: count, maxLength: count }).map((v) => Float64Array.from(v));
const products = fc.tuple(size, size, fc.integer({ min: 0, max: 4 })).chain(([rows, columns, inner]) =>
  fc.record({
    rows: fc.constant(rows),
    columns: fc.constant(columns),
    inner: fc.constant(inner),
    left: wholeNumbers(rows * inner),
    right: wholeNumbers(inner * columns),
  }),
);

describe('leftNullSpace', () => {
  it('is an orthogonal matrix, of which the rows from the rank on annihilate the matrix', () => {
    fc.assert(
      fc.property(products, ({ rows, columns, inner, left, right }) => {
        const a = multiply(left, right, rows, inner, columns);
        const { basis, rank } = leftNullSpace(a, rows, columns);
        expect(rank).toBeLessThanOrEqual(Math.min(rows, columns, inner));
        expect(largestDifference(multiplyTransposed(basis, basis, rows, rows, rows), identity(rows))).toBeLessThan(
          1e-13,
        );
        const image = multiply(basis, a, rows, rows, columns);
        expect(
          largestDifference(image.subarray(rank * columns), new Float64Array((rows - rank) * columns)),
        ).toBeLessThan(1e-11);
        // The first rows carry all of the matrix: projected on them, it is itself.
        const first = basis.subarray(0, rank * rows);
        const projector = multiply(transposeOf(first, rank, rows), first, rows, rank, rows);
        expect(largestDifference(multiply(projector, a, rows, rows, columns), a)).toBeLessThan(1e-11);
      }),
    );
  });

  it.each(golden.ranked)('finds the rank that numpy finds: $rows × $columns', ({ rows, columns, a, rank }) => {
    expect(leftNullSpace(Float64Array.from(a), rows, columns).rank).toBe(rank);
  });

  it('judges the rank relative to the size of the matrix', () => {
    for (const scale of [1e-300, 1e-9, 1, 1e9, 1e300]) {
      const values = [1, 2, 2, 4, 3, 6, 1, 3].map((value) => value * scale);
      expect(leftNullSpace(Float64Array.from(values.slice(0, 6)), 3, 2).rank).toBe(1);
      expect(leftNullSpace(Float64Array.from(values), 4, 2).rank).toBe(2);
    }
    expect(leftNullSpace(Float64Array.of(1, 0, 0, 1e-17), 2, 2).rank).toBe(1);
    expect(leftNullSpace(Float64Array.of(1, 0, 0, 1e-12), 2, 2).rank).toBe(2);
  });

  it('has rank 0 and any orthonormal basis for nothing and for zero', () => {
    expect(leftNullSpace(new Float64Array(0), 3, 0)).toEqual({ basis: identity(3), rank: 0 });
    expect(leftNullSpace(new Float64Array(0), 0, 3)).toEqual({ basis: new Float64Array(0), rank: 0 });
    expect(leftNullSpace(new Float64Array(6), 3, 2)).toEqual({ basis: identity(3), rank: 0 });
  });

  it('refuses what is not finite, and another shape', () => {
    expect(() => leftNullSpace(Float64Array.of(1, NaN), 2, 1)).toThrow(/flat index 1/);
    expect(() => leftNullSpace(new Float64Array(5), 2, 3)).toThrow(/2 × 3 = 6/);
  });
});

function transposeOf(a: Float64Array, rows: number, columns: number): Float64Array {
  return Float64Array.from({ length: a.length }, (_, k) => a[(k % rows) * columns + Math.floor(k / rows)]);
}
