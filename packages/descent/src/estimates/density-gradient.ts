import { allocateAdjoint, clearAdjoint, pullBack, throughCovariance } from '../projection/adjoint';
import type { Projected } from '../projection/projected';
import type { Gradient } from '../state/gradient';

/** Adds Σ_n factor_n ∇_θ log p(y_n) to a gradient. */
export type DensityGradient = (
  points: Float64Array,
  count: number,
  factors: Float64Array,
  logDensities: Float64Array,
  weights: Float64Array,
  gradient: Gradient,
) => void;

/**
 * The gradient of a log density by its parameters: with r_k = p(k | y) and v = C_k⁻¹ (y − m_k), ∂m_k = r_k v,
 * ∂C_k = ½ r_k (v vᵀ − C_k⁻¹), and r_k − π_k by the logits.
 */
export function densityGradient(projected: Projected): DensityGradient {
  const { frame, components, means, whitening, constants } = projected;
  const n = frame.size;
  const adjoint = allocateAdjoint(projected);
  const byCovariance = new Float64Array(components * n * n);
  const shares = new Float64Array(components);
  const z = new Float64Array(n);
  const v = new Float64Array(n);
  return (points, count, factors, logDensities, weights, gradient) => {
    clearAdjoint(adjoint);
    byCovariance.fill(0);
    shares.fill(0);
    let total = 0;
    for (let row = 0; row < count; row++) {
      total += factors[row];
      for (let k = 0; k < components; k++) {
        let square = 0;
        for (let i = 0; i < n; i++) {
          const w = (k * n + i) * n;
          let sum = 0;
          for (let j = 0; j <= i; j++) sum += whitening[w + j] * (points[row * n + j] - means[k * n + j]);
          z[i] = sum;
          square += sum * sum;
        }
        const share = factors[row] * Math.exp(constants[k] - 0.5 * square - logDensities[row]);
        if (share === 0) continue;
        shares[k] += share;
        for (let j = 0; j < n; j++) {
          let sum = 0;
          for (let i = j; i < n; i++) sum += whitening[(k * n + i) * n + j] * z[i];
          v[j] = sum;
          adjoint.means[k * n + j] += share * sum;
        }
        for (let i = 0; i < n; i++)
          for (let j = 0; j < n; j++) byCovariance[(k * n + i) * n + j] += 0.5 * share * v[i] * v[j];
      }
    }
    for (let k = 0; k < components; k++) {
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++) {
          let precision = 0;
          for (let c = Math.max(i, j); c < n; c++)
            precision += whitening[(k * n + c) * n + i] * whitening[(k * n + c) * n + j];
          byCovariance[(k * n + i) * n + j] -= 0.5 * shares[k] * precision;
        }
      throughCovariance(projected, k, byCovariance, k * n * n, adjoint);
      gradient.logits[k] += shares[k] - total * weights[k];
    }
    pullBack(frame, adjoint, gradient);
  };
}
