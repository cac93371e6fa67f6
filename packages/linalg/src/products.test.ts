import fc from 'fast-check';
import { dot } from './dot';
import { largestDifference } from './largest-difference';
import {
  identity,
  matrixVector,
  multiply,
  multiplyPlainly,
  multiplyTransposed,
  symmetrize,
  transpose,
} from './products';
import { kernels } from './wasm/kernels';

const size = fc.integer({ min: 0, max: 9 });
const entries = (count: number) =>
  fc
    .array(fc.double({ min: -8, max: 8, noNaN: true }), { minLength: count, maxLength: count })
    .map((values) => Float64Array.from(values));

const factors = fc.tuple(size, size, size).chain(([rows, inner, columns]) =>
  fc.record({
    shape: fc.constant([rows, inner, columns] as const),
    a: entries(rows * inner),
    b: entries(inner * columns),
  }),
);

/** The definition, entry by entry. */
function productByDefinition(a: Float64Array, b: Float64Array, rows: number, inner: number, columns: number): number[] {
  return Array.from({ length: rows * columns }, (_, flat) => {
    const i = Math.floor(flat / columns);
    const j = flat % columns;
    return Array.from({ length: inner }, (_, k) => a[i * inner + k] * b[k * columns + j]).reduce((s, v) => s + v, 0);
  });
}

describe('products', () => {
  it('agree with their definition for all small shapes', () => {
    fc.assert(
      fc.property(factors, ({ shape: [rows, inner, columns], a, b }) => {
        const expected = productByDefinition(a, b, rows, inner, columns);
        expect(largestDifference(multiply(a, b, rows, inner, columns), expected)).toBeLessThan(1e-12);
        const bTransposed = transpose(b, inner, columns);
        const other = multiplyTransposed(a, bTransposed, rows, inner, columns);
        expect(largestDifference(other, expected)).toBeLessThan(1e-12);
      }),
    );
  });

  it('with a vector are products with one column', () => {
    fc.assert(
      fc.property(factors, ({ shape: [rows, inner], a }) => {
        const x = Float64Array.from({ length: inner }, (_, i) => i - 2.5);
        const expected = multiply(a, x, rows, inner, 1);
        expect(largestDifference(matrixVector(a, x, rows, inner), expected)).toBeLessThan(1e-12);
      }),
    );
  });

  it('transpose as (a b)ᵀ = bᵀ aᵀ', () => {
    fc.assert(
      fc.property(factors, ({ shape: [rows, inner, columns], a, b }) => {
        const left = transpose(multiply(a, b, rows, inner, columns), rows, columns);
        const right = multiply(transpose(b, inner, columns), transpose(a, rows, inner), columns, inner, rows);
        expect(largestDifference(left, right)).toBeLessThan(1e-12);
      }),
    );
  });

  it('pass NaN on instead of skipping zeros', () => {
    expect(multiply(Float64Array.of(0), Float64Array.of(NaN), 1, 1, 1)[0]).toBeNaN();
  });

  it('refuse operands of another shape', () => {
    const four = new Float64Array(4);
    expect(() => multiply(four, four, 2, 2, 3)).toThrow(/b must hold 2 × 3/);
    expect(() => multiply(four, four, 3, 2, 2)).toThrow(/a must hold 3 × 2/);
    expect(() => multiplyTransposed(four, four, 2, 2, 3)).toThrow(/b must hold 3 × 2/);
    expect(() => matrixVector(four, four, 2, 2)).toThrow(/x must hold 2/);
    expect(() => transpose(four, 2, 3)).toThrow(RangeError);
  });
});

describe('the compiled product', () => {
  it('is what runs here, and gives the bits of the plain one, on either side of every tile', () => {
    expect(kernels()).toBeDefined();
    const values = (length: number, seed: number) => Float64Array.from({ length }, (_, i) => Math.sin(seed + i * i));
    for (const rows of [33, 34, 35, 36])
      for (const columns of [64, 65, 66, 67, 97]) {
        const [a, b] = [values(rows * 50, 1), values(50 * columns, 2)];
        expect(multiply(a, b, rows, 50, columns)).toEqual(multiplyPlainly(a, b, rows, 50, columns));
        const transposed = transpose(b, 50, columns);
        expect(multiplyTransposed(a, transposed, rows, 50, columns)).toEqual(multiplyPlainly(a, b, rows, 50, columns));
      }
  });
});

describe('identity and transpose', () => {
  it('leave a matrix unchanged, once and twice applied', () => {
    fc.assert(
      fc.property(factors, ({ shape: [rows, inner], a }) => {
        expect(largestDifference(multiply(identity(rows), a, rows, rows, inner), a)).toBe(0);
        expect(transpose(transpose(a, rows, inner), inner, rows)).toEqual(a);
      }),
    );
  });

  it('of nothing are nothing', () => {
    expect(identity(0)).toHaveLength(0);
    expect(transpose(new Float64Array(0), 0, 4)).toHaveLength(0);
    expect(() => identity(-1)).toThrow(RangeError);
  });
});

describe('symmetrize', () => {
  it('averages in place, exactly symmetrically, and keeps what is symmetric', () => {
    const square = size.chain((n) => fc.record({ n: fc.constant(n), a: entries(n * n) }));
    fc.assert(
      fc.property(square, ({ n, a }) => {
        const expected = a.map((value, i) => (value + a[(i % n) * n + Math.floor(i / n)]) / 2);
        const result = symmetrize(a, n);
        expect(result).toBe(a);
        expect(transpose(result, n, n)).toEqual(result);
        expect(largestDifference(result, expected)).toBeLessThan(1e-15);
        expect(symmetrize(result.slice(), n)).toEqual(result);
      }),
    );
  });

  it('does not overflow', () => {
    const huge = Number.MAX_VALUE;
    expect(symmetrize(Float64Array.of(0, huge, huge, 0), 2)[1]).toBe(huge);
  });
});

describe('dot', () => {
  it('takes runs from anywhere, of any length', () => {
    const a = Float64Array.from({ length: 12 }, (_, i) => i);
    const b = Float64Array.from({ length: 12 }, (_, i) => 2 * i + 1);
    for (let count = 0; count <= 9; count++) {
      let expected = 0;
      for (let k = 0; k < count; k++) expected += (k + 2) * (2 * (k + 3) + 1);
      expect(dot(a, 2, b, 3, count)).toBe(expected);
    }
  });
});
