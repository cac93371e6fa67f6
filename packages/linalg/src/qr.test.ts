import fc from 'fast-check';
import golden from './factorizations.golden.json';
import { largestDifference } from './largest-difference';
import { identity, multiply, multiplyTransposed } from './products';
import { qr } from './qr';

const rectangular = fc
  .tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }))
  .chain(([rows, columns]) =>
    fc
      .array(fc.double({ min: -8, max: 8, noNaN: true }), { minLength: rows * columns, maxLength: rows * columns })
      .map((values) => ({ rows, columns, a: Float64Array.from(values) })),
  );

function expectFactors(a: Float64Array, rows: number, columns: number, scale = 1): void {
  const { q, r } = qr(a, rows, columns);
  expect(largestDifference(multiply(q, r, rows, rows, columns), a) / scale).toBeLessThan(1e-12);
  expect(largestDifference(multiplyTransposed(q, q, rows, rows, rows), identity(rows))).toBeLessThan(1e-13);
  for (let i = 0; i < rows; i++) {
    if (i < columns) expect(r[i * columns + i]).toBeGreaterThanOrEqual(0);
    for (let j = 0; j < Math.min(i, columns); j++) expect(r[i * columns + j]).toBe(0);
  }
}

describe('qr', () => {
  it('gives an orthogonal Q and an upper triangular R with a = Q R, whatever the shape', () => {
    fc.assert(fc.property(rectangular, ({ rows, columns, a }) => expectFactors(a, rows, columns)));
  });

  it.each(golden.qr)('agrees with numpy: $rows × $columns', ({ rows, columns, a, leadingColumns, r: expectedR }) => {
    const { q, r } = qr(Float64Array.from(a), rows, columns);
    expect(largestDifference(r, expectedR)).toBeLessThan(1e-13);
    const count = Math.min(rows, columns);
    const leading = Array.from({ length: rows * count }, (_, k) => q[Math.floor(k / count) * rows + (k % count)]);
    expect(largestDifference(leading, leadingColumns)).toBeLessThan(1e-13);
  });

  it('takes matrices without full rank', () => {
    expectFactors(new Float64Array(12), 4, 3);
    expectFactors(Float64Array.of(1, 2, 3, 2, 4, 6, 3, 6, 9), 3, 3);
    expectFactors(Float64Array.of(0, 0, 1, 0, 0, 2), 2, 3);
  });

  it.each([1e-300, 1e-160, 1e160, 1e300])('neither overflows nor underflows at the scale of %p', (scale) => {
    expectFactors(
      Float64Array.from([1, 2, 3, 4, 5, 7], (value) => value * scale),
      3,
      2,
      scale,
    );
  });

  it('stays orthogonal where columns differ by hundreds of orders of magnitude', () => {
    expectFactors(Float64Array.of(1, 1e-170, 1, 1e-171, 1, -1e-170), 3, 2);
    expectFactors(Float64Array.of(1e-180, 1, 1e-181, 1, 1e-180, 1), 3, 2);
  });

  it('does the same for sizes that the compiled kernels take over, whatever the shape', () => {
    for (const [rows, columns] of [
      [60, 60],
      [91, 40],
      [40, 91],
      [73, 73],
    ])
      expectFactors(
        Float64Array.from({ length: rows * columns }, (_, i) => Math.sin(3 * i * i + i)),
        rows,
        columns,
        4,
      );
  });

  it('gives the identity for the identity', () => {
    expect(qr(identity(3), 3, 3)).toEqual({ q: identity(3), r: identity(3) });
  });

  it('refuses what is not finite, and another shape', () => {
    expect(() => qr(Float64Array.of(1, NaN), 2, 1)).toThrow(/flat index 1/);
    expect(() => qr(Float64Array.of(Infinity), 1, 1)).toThrow(RangeError);
    expect(() => qr(new Float64Array(5), 2, 3)).toThrow(/2 × 3 = 6/);
  });
});
