/**
 * Replaces the n x n matrix that starts at `at` by its lower Cholesky factor, in place and without allocation: the
 * kernels factor K small matrices in one array at every gradient step.
 *
 * @returns whether it is positive definite as far as float64 can tell
 */
export function factorAt(a: Float64Array, at: number, n: number): boolean {
  for (let i = 0; i < n; i++) {
    const rowI = at + i * n;
    for (let j = 0; j <= i; j++) {
      const rowJ = at + j * n;
      let sum = a[rowI + j];
      for (let c = 0; c < j; c++) sum -= a[rowI + c] * a[rowJ + c];
      if (i !== j) a[rowI + j] = sum / a[rowJ + j];
      else if (sum > 0 && sum < Infinity) a[rowI + i] = Math.sqrt(sum);
      else return false;
    }
    for (let j = i + 1; j < n; j++) a[rowI + j] = 0;
  }
  return true;
}

/** Writes the inverse of the lower triangular n x n matrix that starts at `at` to the same place of `out`. */
export function invertAt(l: Float64Array, at: number, n: number, out: Float64Array): void {
  for (let i = 0; i < n; i++) {
    const rowI = at + i * n;
    const pivot = 1 / l[rowI + i];
    for (let j = 0; j < i; j++) {
      let sum = 0;
      for (let c = j; c < i; c++) sum -= l[rowI + c] * out[at + c * n + j];
      out[rowI + j] = sum * pivot;
    }
    out[rowI + i] = pivot;
    for (let j = i + 1; j < n; j++) out[rowI + j] = 0;
  }
}
