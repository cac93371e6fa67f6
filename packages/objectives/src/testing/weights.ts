import { arrays } from '../algebra/arrays';
import type { RatioObjective, SimpleObjective } from '../contract/objective';
import { duals, variable } from './dual';
import { farLogRatios } from './far';
import type { Finding } from './finding';
import { agree, findings, largest, shown } from './finding';

const batches: readonly Float64Array[] = [
  Float64Array.of(-4, -1.5, -0.6, 0, 0.2, 0.9, 2, 3.5),
  Float64Array.of(-0.3, 0.1, 0.4, 0.2, -0.1, 0, 0.3, -0.2),
];
const uneven = Float64Array.of(0.05, 0.2, 0.1, 0.15, 0.05, 0.25, 0.1, 0.1);

/**
 * The weights of a ratio objective are −G′, or −G′ over its mean: the same weight for every sample of a batch up to one positive
 * factor, which is 1 or makes Σ mass · w = 1, with equal masses and with unequal ones.
 * In batches of 0 and one log-ratio to ±60, too.
 */
export function checkWeights(objective: SimpleObjective): readonly Finding[] {
  if (objective.form !== 'ratio') return [];
  return findings('weights', (report) => {
    for (const batch of batches) {
      for (const mass of [undefined, uneven]) {
        const message = complaint(objective, batch, mass);
        if (message !== undefined) return report(message);
      }
    }
    const message = farComplaint(objective);
    if (message !== undefined) report(message);
  });
}

/** How much more than 0 a log-ratio far from it weighs: as much as −G′ says, up to 1e-12 of the larger of the two. */
function farComplaint(objective: RatioObjective): string | undefined {
  for (const l of farLogRatios) {
    const batch = Float64Array.of(0, l);
    const weights = objective.weight(arrays, batch);
    const slopes = objective.generator(duals, variable(batch)).slopes;
    const scale = largest(weights) * largest(slopes);
    if (agree(weights[1] * -slopes[0], weights[0] * -slopes[1], 1e-6, 1e-6 * scale)) continue;
    return `weight at log-ratio ${l}, in a batch with 0: expected ${shown(slopes[1] / slopes[0])} times the weight at 0, as −G′, got ${shown(weights[1] / weights[0])} times; look for what the weight cuts off and the generator does not`;
  }
  return undefined;
}

function complaint(objective: RatioObjective, batch: Float64Array, mass: Float64Array | undefined): string | undefined {
  const weights = objective.weight(arrays, batch, mass);
  const slopes = objective.generator(duals, variable(batch)).slopes.map((slope) => -slope);
  const { factor, proportional } = proportion(weights, slopes);
  const name = mass === undefined ? 'weight' : 'weight with unequal masses';
  if (!(factor > 0)) {
    return `${name}: expected a positive multiple of −G′, got the factor ${shown(factor)}; look at the signs of the weight and of the generator`;
  }
  if (proportional >= 0) {
    const i = proportional;
    return `${name} at log-ratio ${batch[i]}: expected ${shown(factor * slopes[i])}, in proportion to −G′ = ${shown(slopes[i])}, got ${shown(weights[i])}; the generator's derivative is minus the weight before any normalisation`;
  }
  const sum = weights.reduce((total, weight, i) => total + weight * (mass?.[i] ?? 1 / batch.length), 0);
  if (agree(factor, 1, 1e-6) || agree(sum, 1, 1e-6)) return undefined;
  return `${name}: expected −G′ itself, or weights normalised so that Σ mass · w = 1, got −G′ times ${shown(factor)} with Σ mass · w = ${shown(sum)}; normalise with the masses, which are equal shares where none are given`;
}

/** The factor between two batches in the sense of least squares, and the first place where it does not hold; −1 for none. */
export function proportion(
  a: Float64Array,
  b: Float64Array,
): { readonly factor: number; readonly proportional: number } {
  const product = (x: Float64Array, y: Float64Array): number => x.reduce((sum, value, i) => sum + value * y[i], 0);
  const factor = product(a, b) / product(b, b);
  return { factor, proportional: a.findIndex((value, i) => !agree(value, factor * b[i], 1e-6, 1e-6 * largest(a))) };
}
