import { arrays } from '../algebra/arrays';
import type { RatioObjective } from '../contract/objective';
import { duals, variable } from './dual';
import { agree, shown } from './finding';

/**
 * Log-ratios where next to no sample of a model close to the data lies: no integral and no mean shows what happens there, and a
 * model far from the data has nothing else. No round numbers, at which functions are cut off.
 */
export const farLogRatios = Float64Array.of(5.03, -5.03, 8.07, -8.07, 15.1, -15.1, 30.3, -30.3, 60.7, -60.7);

/**
 * What is wrong far from ℓ = 0: the generator's derivative by dual numbers is that by differences, and the integrand belongs to
 * it, φ″ − φ′ = r² f″(r) = −G′ in ℓ. A difference counts from 1e-5 of φ: where φ grows as r and the weight does not, no more can
 * be told in double precision.
 */
export function farFault(objective: RatioObjective): string | undefined {
  const generator = (l: number): number => objective.generator(arrays, Float64Array.of(l))[0];
  const integrand = (l: number): number => objective.integrand(arrays, Float64Array.of(l))[0];
  for (const l of farLogRatios) {
    const [slope] = objective.generator(duals, variable([l])).slopes;
    const difference = (generator(l + 1e-5) - generator(l - 1e-5)) / 2e-5;
    if (!agree(slope, difference, 1e-5, 1e-3 * generator(l))) {
      return `the generator's derivative at log-ratio ${l}: expected ${shown(difference)}, by differences of its values, got ${shown(slope)} by differentiation; look for a detach or a clip in it`;
    }
    const width = 1e-3;
    const [low, middle, high] = [integrand(l - width), integrand(l), integrand(l + width)];
    const wanted = (high - 2 * middle + low) / width ** 2 - (high - low) / (2 * width);
    if (!agree(wanted, -slope, 1e-5, middle)) {
      return `at log-ratio ${l} the integrand wants the weight r² f″(r) = ${shown(wanted)}, and the generator puts ${shown(-slope)}: look for what one of them cuts off and the other does not`;
    }
  }
  return undefined;
}
