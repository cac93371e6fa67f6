import { dot } from './dot';
import { applyReflector, makeReflector } from './reflector';
import { identity } from './products';

/** A = Q T Qᵀ with Q orthogonal and T symmetric tridiagonal, n × n. */
export interface Tridiagonal {
  /** The diagonal of T, n numbers. */
  readonly diagonal: Float64Array;
  /** The entries beside the diagonal: number i stands at (i, i + 1) and (i + 1, i); n numbers, of which the last is 0. */
  readonly offDiagonal: Float64Array;
  /** Qᵀ, n × n, row-major: its rows are the basis in which A is tridiagonal. */
  readonly basis: Float64Array;
}

/**
 * Reduces a symmetric matrix to tridiagonal form by Householder reflections, from the last row to the first (Golub &
 * Van Loan, Matrix Computations, 4th ed., §8.3.1). Only the lower triangle of `a` is read; `a` is overwritten.
 *
 * Every inner loop runs along a row, and Qᵀ is built instead of Q for that reason.
 */
export function tridiagonalize(a: Float64Array, n: number): Tridiagonal {
  const diagonal = new Float64Array(n);
  const offDiagonal = new Float64Array(n);
  const tau = new Float64Array(n);
  const w = new Float64Array(n);
  for (let i = n - 1; i > 0; i--) {
    const v = i * n;
    diagonal[i] = a[v + i];
    offDiagonal[i - 1] = makeReflector(a, v, v + i, v + i - 1, tau, i);
    if (tau[i] !== 0) reflectBothSides(a, n, i, tau[i], w);
  }
  if (n > 0) diagonal[0] = a[0];
  return { diagonal, offDiagonal, basis: accumulate(a, n, tau) };
}

/**
 * Replaces the leading i × i block B of `a` by H B H for the reflector whose vector v stands in row i, through the
 * symmetric update B - v wᵀ - w vᵀ with w = τ B v - ½ τ² (vᵀ B v) v. Lower triangle only.
 */
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

/** Qᵀ = H₁ H₂ … Hₙ₋₁, where Hᵢ acts on the first i coordinates only, so that the filled block grows with i. */
function accumulate(reflectors: Float64Array, n: number, tau: Float64Array): Float64Array {
  const basis = identity(n);
  for (let i = 1; i < n; i++) {
    for (let r = 0; r < i; r++) applyReflector(reflectors, i * n, tau[i], basis, r * n, i);
  }
  return basis;
}
