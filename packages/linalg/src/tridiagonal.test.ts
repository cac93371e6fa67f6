import fc from 'fast-check';
import { diagonalize, rotateRows } from './implicit-ql';
import { largestDifference } from './largest-difference';
import { identity, multiply, multiplyTransposed, symmetrize, transpose } from './products';
import { basisOf, tridiagonalize, tridiagonalizeCompiled } from './tridiagonal';
import { kernels } from './wasm/kernels';

const symmetric = fc
  .integer({ min: 1, max: 10 })
  .chain((n) =>
    fc
      .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: n * n, maxLength: n * n })
      .map((values) => ({ n, a: symmetrize(Float64Array.from(values), n) })),
  );

function dense(diagonal: Float64Array, offDiagonal: Float64Array): Float64Array {
  const n = diagonal.length;
  const t = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    t[i * n + i] = diagonal[i];
    if (i + 1 < n) t[i * n + i + 1] = t[(i + 1) * n + i] = offDiagonal[i];
  }
  return t;
}

describe('tridiagonalize', () => {
  it('gives an orthogonal Q and a tridiagonal T with A = Q T Qᵀ, from the lower triangle alone', () => {
    fc.assert(
      fc.property(symmetric, ({ n, a }) => {
        const lower = a.map((value, flat) => (flat % n > Math.floor(flat / n) ? NaN : value));
        const reduced = tridiagonalize(lower, n);
        const { diagonal, offDiagonal } = reduced;
        const basis = basisOf(reduced);
        const q = transpose(basis, n, n);
        const product = multiply(multiply(q, dense(diagonal, offDiagonal), n, n, n), basis, n, n, n);
        expect(largestDifference(product, a)).toBeLessThan(1e-13);
        expect(largestDifference(multiplyTransposed(basis, basis, n, n, n), identity(n))).toBeLessThan(1e-13);
        expect(offDiagonal[n - 1]).toBe(0);
      }),
    );
  });
});

describe('diagonalize', () => {
  it('gives up with an error, not for ever, where the numbers are not numbers', () => {
    const run = () => diagonalize(Float64Array.of(1, 2), Float64Array.of(NaN, 0), rotateRows(identity(2), 2));
    expect(run).toThrow(/Eigenvalue 0 of 2 did not converge/);
  });

  it('leaves a matrix alone that is diagonal already', () => {
    const diagonal = Float64Array.of(2, 1);
    const basis = identity(2);
    diagonalize(diagonal, new Float64Array(2), rotateRows(basis, 2));
    expect([diagonal, basis]).toEqual([Float64Array.of(2, 1), identity(2)]);
  });

  it('solves the 2 × 2 problem', () => {
    const diagonal = Float64Array.of(0, 0);
    diagonalize(diagonal, Float64Array.of(1, 0), rotateRows(identity(2), 2));
    expect(largestDifference(Array.from(diagonal).sort(), [-1, 1])).toBeLessThan(1e-15);
  });
});

describe('the compiled tridiagonalize', () => {
  it('agrees with the plain one, for odd and even sizes', () => {
    const compiled = kernels();
    if (compiled === undefined) throw new Error('no WebAssembly here');
    for (const n of [1, 2, 3, 4, 5, 8, 17, 34]) {
      const a = symmetrize(
        Float64Array.from({ length: n * n }, (_, i) => Math.sin(3 * i * i + i)),
        n,
      );
      const [fast, plain] = [tridiagonalizeCompiled(compiled, a, n), tridiagonalize(a.slice(), n)];
      expect(largestDifference(fast.diagonal, plain.diagonal)).toBeLessThan(1e-12);
      expect(largestDifference(fast.offDiagonal, plain.offDiagonal)).toBeLessThan(1e-12);
      expect(largestDifference(basisOf(fast), basisOf(plain))).toBeLessThan(1e-11);
    }
  });
});
