import type { Algebra } from '../algebra/algebra';
import { inExponentRange } from '../algebra/exponent-range';
import { defineObjective } from '../contract/define-objective';
import type { ObjectiveDefinition } from '../contract/definition';
import { objectiveHeader } from '../contract/header';
import type { RatioObjective } from '../contract/objective';
import { parameters } from '../parameters/parameters';
import { logisticLoss } from './logistic-loss';

const definition: ObjectiveDefinition<object, RatioObjective> = {
  contract: 1,
  name: 'nonSaturating',
  version: '1.0.0',
  description: 'the divergence that the non-saturating generator loss descends: 2 KL((p + q)/2 ‖ q)',
  codec: parameters({}),
  create: (chosen) => ({
    ...objectiveHeader(definition, chosen, { needs: ['modelSamples', 'logRatio'] }),
    form: 'ratio',
    integrand,
    weight: (algebra, logRatio) => algebra.sigmoid(algebra.scale(logRatio, -1)),
    generator: (algebra, logRatio) => algebra.softplus(algebra.scale(logRatio, -1)),
    discriminator: logisticLoss,
  }),
};

/** φ(ℓ) = (1 + r)(softplus(ℓ) − log 2 − ℓ), where softplus(ℓ) − ℓ is softplus(−ℓ). */
function integrand<A>(algebra: Algebra<A>, logRatio: A): A {
  const factor = algebra.shift(algebra.exp(inExponentRange(algebra, logRatio)), 1);
  return algebra.multiply(factor, algebra.shift(algebra.softplus(algebra.scale(logRatio, -1)), -Math.LN2));
}

/**
 * The divergence behind the non-saturating loss of GANs: 2 KL((p + q)/2 ‖ q) = KL(p ‖ q) − 2 JS(p, q).
 *
 * φ(ℓ) = (1 + r)(softplus(ℓ) − log 2 − ℓ), weight σ(−ℓ), generator softplus(−ℓ) = −log D with D = σ(ℓ). Goodfellow et al.
 * (NeurIPS 2014) proposed the loss, Arjovsky and Bottou ("Towards principled methods for training generative adversarial
 * networks", ICLR 2017) found what it descends. Where the model is alone its weight is 1, as that of the reverse KL.
 *
 * Finite for every finite ℓ; the integrand takes the ratio beyond e^±700 as e^±700.
 *
 * @example
 * ```ts
 * import { arrays, nonSaturating } from '@bcl/objectives';
 *
 * nonSaturating().weight(arrays, Float64Array.of(-1000, 0, 1000)); // => [1, 0.5, 0]
 * nonSaturating().generator(arrays, Float64Array.of(-1000, 0)); // => [1000, 0.6931471805599453]
 * ```
 */
export const nonSaturating = defineObjective(definition);
