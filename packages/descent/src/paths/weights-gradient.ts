import type { Strata } from './strata';

/**
 * Adds the derivative of Σ_k π_k E_k[f] by the logits of π, by enumeration of the components: π_k (E_k[f] − Σ_j π_j E_j[f]),
 * each E_k estimated by the component's own samples. A component without samples is taken to have the mean of the others.
 */
export function weightsGradient(
  { labels, mass }: Strata,
  weights: Float64Array,
  value: Float64Array,
  count: number,
  logits: Float64Array,
): void {
  const sums = new Float64Array(weights.length);
  const present = new Uint8Array(weights.length);
  let total = 0;
  for (let n = 0; n < count; n++) {
    sums[labels[n]] += mass[n] * value[n];
    present[labels[n]] = 1;
  }
  let covered = 0;
  for (let k = 0; k < weights.length; k++) {
    total += sums[k];
    if (present[k] === 1) covered += weights[k];
  }
  const mean = total / covered;
  for (let k = 0; k < weights.length; k++) if (present[k] === 1) logits[k] += sums[k] - weights[k] * mean;
}
