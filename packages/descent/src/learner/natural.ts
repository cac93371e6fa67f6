import type { Gaussians } from '../state/gaussians';
import type { Gradient } from '../state/gradient';

/** How far a step may go: a mean by one standard deviation, a diagonal of a factor by a factor of e. */
const LARGEST = 1;

/**
 * Turns a gradient by means, L and logits into the natural one, in place, component by component: the direction of steepest
 * descent where a step is as long as the Kullback-Leibler divergence it moves a component by (S. Amari, 1998). It is the same
 * whatever units and axes the data are in.
 *
 * By the mean it is (L Lᵀ + spread² I) ∂μ / π. By the factor it is a lower triangular A with L ← L (I + A): the Fisher
 * information of L (I + A) at A = 0 is π off the diagonal and 2 π on it, so A is Lᵀ ∂L / π below the diagonal and half of it on
 * the diagonal. Factors hold A afterwards, for {@link moveFactors}.
 *
 * A mean that would move by more than a standard deviation, noise included, is moved by one: the direction is a first-order one.
 *
 * Noise on both sides of the comparison enters the metric of the means, whose steps grow with it; the factors keep the metric of
 * the component itself. The noise is taken to be in x: exact after an orthogonal transform, and for a sum of objectives where
 * all carry the same.
 *
 * @param spread - the standard deviation of that noise
 * @param rate - the length of the step that will be taken
 */
export function naturalGradient(gradient: Gradient, gaussians: Gaussians, spread: number, rate: number): void {
  const { components, dimension, weights, factors } = gaussians;
  const size = dimension * dimension;
  const scratch = new Float64Array(size);
  for (let k = 0; k < components; k++) {
    const share = 1 / weights[k];
    const mean = k * dimension;
    const at = k * size;
    for (let j = 0; j < dimension; j++) {
      let sum = 0;
      for (let i = j; i < dimension; i++) sum += factors[at + i * dimension + j] * gradient.means[mean + i];
      scratch[j] = sum;
    }
    let length = 0; // squared, in standard deviations: what Lᵀ ∂μ and spread ∂μ add up to
    for (let j = 0; j < dimension; j++)
      length += share * share * (scratch[j] ** 2 + (spread * gradient.means[mean + j]) ** 2);
    const shortened = share * Math.min(1, LARGEST / (rate * Math.sqrt(length)));
    for (let i = dimension - 1; i >= 0; i--) {
      let sum = spread * spread * gradient.means[mean + i];
      for (let j = 0; j <= i; j++) sum += factors[at + i * dimension + j] * scratch[j];
      gradient.means[mean + i] = shortened * sum;
    }
    for (let i = 0; i < dimension; i++)
      for (let j = 0; j <= i; j++) {
        let sum = 0;
        for (let c = i; c < dimension; c++)
          sum += factors[at + c * dimension + i] * gradient.factors[at + c * dimension + j];
        scratch[i * dimension + j] = (i === j ? 0.5 : 1) * share * sum;
      }
    for (let i = 0; i < dimension; i++)
      for (let j = 0; j < dimension; j++)
        gradient.factors[at + i * dimension + j] = j <= i ? scratch[i * dimension + j] : 0;
    gradient.logits[k] *= share;
  }
}

/** What is smaller than this part of the noise does not show behind it. */
const HIDDEN = 0.05;

/**
 * Moves stored factors (diagonals as logarithms) by L ← L B with log Bᵢᵢ = −rate Aᵢᵢ and Bᵢⱼ = −rate Aᵢⱼ, in place. An A that is
 * too long for a first-order step is shortened, its direction kept.
 *
 * Behind noise a diagonal entry stays at a twentieth of the noise at least: what the comparison cannot see, nothing would
 * hold, and it would wander off to 0.
 */
export function moveFactors(
  stored: Float64Array,
  direction: Float64Array,
  { components, dimension, factors }: Gaussians,
  rate: number,
  spread: number,
): void {
  const size = dimension * dimension;
  const least = Math.log(HIDDEN * spread);
  for (let at = 0; at < components * size; at += size) {
    let longest = 0;
    for (let i = 0; i < size; i++) longest = Math.max(longest, Math.abs(direction[at + i]));
    const step = rate * longest > LARGEST ? LARGEST / longest : rate;
    for (let i = 0; i < dimension; i++) {
      for (let j = 0; j < i; j++) {
        let sum = factors[at + i * dimension + j] * Math.exp(-step * direction[at + j * dimension + j]);
        for (let c = j + 1; c <= i; c++)
          sum -= factors[at + i * dimension + c] * step * direction[at + c * dimension + j];
        stored[at + i * dimension + j] = sum;
      }
      const diagonal = at + i * dimension + i;
      stored[diagonal] = Math.max(least, stored[diagonal] - step * direction[diagonal]);
    }
  }
}
