/**
 * The derivative by C from the derivative by its lower Cholesky factor L, C = L Lᵀ: the symmetric part of
 * L⁻ᵀ Φ(Lᵀ ∂L) L⁻¹, where Φ keeps the lower triangle and halves the diagonal (I. Murray, "Differentiation of the Cholesky
 * decomposition", arXiv 1602.07527). The result S gives df = Σ S_ij dC_ij for symmetric dC.
 *
 * All matrices are n x n and start at `at` of their arrays; the strict upper triangle of `byFactor` is not read.
 *
 * @param whitening - L⁻¹
 * @param scratch - n² numbers that may be written over
 * @param out - where the result is written
 */
export function choleskyAdjoint(
  factor: Float64Array,
  whitening: Float64Array,
  byFactor: Float64Array,
  at: number,
  n: number,
  scratch: Float64Array,
  out: Float64Array,
): void {
  // Φ(Lᵀ ∂L), lower triangular.
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let c = i; c < n; c++) sum += factor[at + c * n + i] * byFactor[at + c * n + j];
      scratch[i * n + j] = i === j ? sum / 2 : sum;
    }
  // Wᵀ Φ W with W = L⁻¹, in two products.
  for (let i = n - 1; i >= 0; i--) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let c = j; c <= i; c++) sum += scratch[i * n + c] * whitening[at + c * n + j];
      out[at + i * n + j] = j <= i ? sum : 0;
    }
  }
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let c = Math.max(i, j); c < n; c++) sum += whitening[at + c * n + i] * out[at + c * n + j];
      scratch[i * n + j] = sum;
    }
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) out[at + i * n + j] = (scratch[i * n + j] + scratch[j * n + i]) / 2;
}
