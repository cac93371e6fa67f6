import type { Algebra } from '../algebra/algebra';
import { inExponentRange } from '../algebra/exponent-range';
import { defineObjective } from '../contract/define-objective';
import type { ObjectiveDefinition } from '../contract/definition';
import { objectiveHeader } from '../contract/header';
import type { RatioObjective } from '../contract/objective';
import type { Annealed } from '../parameters/annealed';
import { annealedParameter } from '../parameters/annealed-parameter';
import { annealing } from '../parameters/annealing';
import { booleanParameter } from '../parameters/choice-parameter';
import { optionalNumberParameter } from '../parameters/number-parameter';
import { parameters } from '../parameters/parameters';
import { alphaGenerator, alphaIntegrand, alphaSlope, alphaWeight, alphaWeightNormalised } from './alpha-divergence';
import { logisticLoss } from './logistic-loss';

/** Parameters of {@link alphaBridge}. */
export interface AlphaBridgeParameters {
  /** The power of the ratio, in [0, 1]: 1 is forward KL, 0 reverse KL. */
  readonly alpha: Annealed;
  /** Whether the weights are normalised over the batch. */
  readonly normalise: boolean;
  /** The largest |log-ratio| at which the weight still changes, from 0 to 100; `null` for none. */
  readonly clip: number | null;
}

const definition: ObjectiveDefinition<AlphaBridgeParameters, RatioObjective> = {
  contract: 1,
  name: 'alphaBridge',
  version: '1.0.0',
  description: 'the α-divergence: forward KL at α = 1, reverse KL at α = 0, and what lies between',
  codec: parameters({
    alpha: annealedParameter({
      default: 0.5,
      min: 0,
      max: 1,
      description: 'the power of the ratio: 1 covers the data, 0 seeks its modes',
    }),
    normalise: booleanParameter({ default: true, description: 'whether weights are normalised over the batch' }),
    clip: optionalNumberParameter({
      min: 0,
      max: 100,
      description: 'the largest |log-ratio| at which the weight still changes',
    }),
  }),
  create: (chosen) =>
    annealing(definition, chosen, ['alpha'], (now) => ({
      ...objectiveHeader(definition, now, { needs: ['modelSamples', 'logRatio'] }),
      form: 'ratio',
      integrand: (algebra, logRatio) => integrand(algebra, logRatio, now.alpha, now.clip),
      weight: (algebra, logRatio, mass) => {
        const clipped = clip(algebra, logRatio, now.clip);
        return now.normalise
          ? alphaWeightNormalised(algebra, clipped, now.alpha, mass)
          : alphaWeight(algebra, clipped, now.alpha);
      },
      generator: (algebra, logRatio) => generator(algebra, logRatio, now.alpha, now.clip),
      discriminator: logisticLoss,
    })),
};

function clip<A>(algebra: Algebra<A>, logRatio: A, limit: number | null): A {
  return limit === null ? logRatio : algebra.clip(logRatio, -limit, limit);
}

/** How far ℓ lies beyond ±clip, and ℓ at the nearer end. */
function beyond<A>(algebra: Algebra<A>, logRatio: A, limit: number): { at: A; by: A } {
  const at = algebra.clip(logRatio, -limit, limit);
  return { at, by: algebra.add(logRatio, algebra.scale(at, -1)) };
}

/**
 * Beyond ±clip, f goes on with the f″ = e^(±α clip) / r² that belongs to a weight that no longer changes: with c the nearer end,
 * f(r) = f(e^c) + f′(e^c)(r − e^c) + e^(αc)[e^(ℓ−c) − 1 − (ℓ − c)].
 */
function integrand<A>(algebra: Algebra<A>, logRatio: A, alpha: number, limit: number | null): A {
  if (limit === null || alpha === 0) return alphaIntegrand(algebra, logRatio, alpha);
  const { at, by } = beyond(algebra, inExponentRange(algebra, logRatio), limit);
  const step = algebra.expm1(by);
  const line = algebra.multiply(algebra.multiply(alphaSlope(algebra, at, alpha), algebra.exp(at)), step);
  const curve = algebra.multiply(alphaWeight(algebra, at, alpha), algebra.add(step, algebra.scale(by, -1)));
  return algebra.add(alphaIntegrand(algebra, at, alpha), algebra.add(line, curve));
}

/** Beyond ±clip, G goes on along a line of slope −e^(±α clip). */
function generator<A>(algebra: Algebra<A>, logRatio: A, alpha: number, limit: number | null): A {
  if (limit === null || alpha === 0) return alphaGenerator(algebra, logRatio, alpha);
  // Times e^(α clip), at most e¹⁰⁰, a log-ratio of this size is still a finite number.
  const { at, by } = beyond(algebra, algebra.clip(logRatio, -1e200, 1e200), limit);
  const line = algebra.multiply(alphaWeight(algebra, at, alpha), algebra.scale(by, -1));
  return algebra.add(alphaGenerator(algebra, at, alpha), line);
}

/**
 * The α-divergence D_α = [1 − ∫ q^α p^(1−α)] / (α (1 − α)), a bridge from maximum likelihood (α = 1: KL(q ‖ p)) to adversarial
 * learning (α = 0: KL(p ‖ q)). `alpha` is a number in [0, 1], or a path such as `{ from: 1, to: 0 }`.
 *
 * φ(ℓ) = [(1 − r^α) − α²(1 − r)] / (α (1 − α)), where the second term has expectation 0 and brings φ to a finite limit at both
 * ends; weight r^α; generator −(r^α − 1)/α (M. Zhao, Y. Cong, S. Dai, L. Carin, "Bridging maximum likelihood and adversarial
 * learning via α-divergence", AAAI 2020). The gradient is that of the reverse KL with each sample weighted by r^α, so that its
 * variance grows with α: `effectiveSampleSize` says how many samples count.
 *
 * - `normalise` (true): weights are divided by their mean over the batch, which bounds them, costs a bias of the order of one over
 *   the number of samples, and up to that bias leaves the direction of the descent as it is.
 * - `clip` (null): beyond this |ℓ| the weight no longer grows or falls. What is descended then is another f-divergence, which
 *   value, weight and generator all belong to.
 *
 * Finite for every finite ℓ and every α: exponents beyond ±700 are taken as ±700.
 *
 * @example
 * ```ts
 * import { alphaBridge, arrays } from '@bcl/objectives';
 *
 * const logRatio = Float64Array.of(0, Math.log(4));
 * alphaBridge({ alpha: 0.5, normalise: false }).weight(arrays, logRatio); // => [1, 2]
 * alphaBridge({ alpha: { from: 1, to: 0 } }).at?.(0.25).parameters.alpha; // => 0.75
 * ```
 */
export const alphaBridge = defineObjective(definition);
