import { dot } from './dot';
import { applyReflector, makeReflector } from './reflector';
import { identity } from './products';
import type { Kernels } from './wasm/kernels';

/** A = Q T Qᵀ with Q orthogonal and T symmetric tridiagonal, n × n. */
export interface Tridiagonal {
  /** The diagonal of T, n numbers. */
  readonly diagonal: Float64Array;
  /** The entries beside the diagonal: number i stands at (i, i + 1) and (i + 1, i); n numbers, of which the last is 0. */
  readonly offDiagonal: Float64Array;
  /** Qᵀ = H₁ H₂ … Hₙ₋₁, n × n: row i, up to the diagonal, holds the vector of Hᵢ, which acts on the first i coordinates. */
  readonly reflectors: Float64Array;
  /** The factors of the reflectors, n numbers. */
  readonly tau: Float64Array;
}

/** How the block that is left is worked on; only the lower triangle counts. */
interface Block {
  /** Brings row i up to date, before it is read. */
  ready(i: number): void;
  /** Replaces the leading i × i block B by H B H for the reflector with vector in row i and factor tau, at the latest when it is read. */
  reflect(i: number, tau: number): void;
}

/**
 * Reduces a symmetric matrix to tridiagonal form by Householder reflections, from the last row to the first (Golub &
 * Van Loan, Matrix Computations, 4th ed., §8.3.1). Only the lower triangle of `a` is read; `a` is overwritten by the reflectors.
 *
 * Every inner loop runs along a row, and Qᵀ is built instead of Q for that reason.
 */
export function tridiagonalize(a: Float64Array, n: number): Tridiagonal {
  const w = new Float64Array(n);
  return reduce(a, n, { ready: () => undefined, reflect: (i, tau) => reflectBothSides(a, n, i, tau, w) });
}

/**
 * {@link tridiagonalize} by the compiled kernels; `a` is left as it is. What a reflector changes is written when the next one reads
 * the block, so that the block goes through the cache once a reflector.
 */
export function tridiagonalizeCompiled({ run, allocate }: Kernels, a: Float64Array, n: number): Tridiagonal {
  const [work, zeros, other] = allocate([n * n, n, n]);
  work.values.set(a);
  zeros.values.fill(0);
  // The last reflector's vectors v and w; v stands in its row.
  let [v, w, free] = [zeros.at, zeros.at, other.at];
  const { reflectors, ...t } = reduce(work.values, n, {
    ready: (i) => run.updateRow(work.at, n, i, v, w),
    reflect(i, tau) {
      run.updateAndMultiply(work.at, n, i, tau, v, w, free);
      v = work.at + 8 * i * n;
      [w, free] = [free, w];
    },
  });
  return { ...t, reflectors: reflectors.slice() };
}

function reduce(a: Float64Array, n: number, block: Block): Tridiagonal {
  const diagonal = new Float64Array(n);
  const offDiagonal = new Float64Array(n);
  const tau = new Float64Array(n);
  for (let i = n - 1; i > 0; i--) {
    const v = i * n;
    block.ready(i);
    diagonal[i] = a[v + i];
    offDiagonal[i - 1] = makeReflector(a, v, v + i, v + i - 1, tau, i);
    if (tau[i] !== 0) block.reflect(i, tau[i]);
  }
  if (n > 0) {
    block.ready(0);
    diagonal[0] = a[0];
  }
  return { diagonal, offDiagonal, reflectors: a, tau };
}

/** B - v wᵀ - w vᵀ with w = τ B v - ½ τ² (vᵀ B v) v, for the leading i × i block. */
function reflectBothSides(a: Float64Array, n: number, i: number, tau: number, w: Float64Array): void {
  const v = i * n;
  w.fill(0, 0, i);
  for (let r = 0; r < i; r++) {
    const start = r * n;
    const vr = a[v + r];
    let sum = a[start + r] * vr;
    for (let c = 0; c < r; c++) {
      const entry = a[start + c];
      sum += entry * a[v + c];
      w[c] += entry * vr;
    }
    w[r] += sum;
  }
  const half = 0.5 * tau * tau * dot(a, v, w, 0, i);
  for (let r = 0; r < i; r++) w[r] = tau * w[r] - half * a[v + r];
  for (let r = 0; r < i; r++) {
    const start = r * n;
    const vr = a[v + r];
    const wr = w[r];
    for (let c = 0; c <= r; c++) a[start + c] -= vr * w[c] + wr * a[v + c];
  }
}

/** Qᵀ, n × n, row-major: its rows are the basis in which A is tridiagonal. The filled block grows with i. */
export function basisOf({ reflectors, tau }: Tridiagonal): Float64Array {
  const n = tau.length;
  const basis = identity(n);
  for (let i = 1; i < n; i++) for (let r = 0; r < i; r++) applyReflector(reflectors, i * n, tau[i], basis, r * n, i);
  return basis;
}
