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
  name: 'jensenShannon',
  version: '1.0.0',
  description: 'the Jensen-Shannon divergence, whose generator loss is the saturating one of the first GAN',
  codec: parameters({}),
  create: (chosen) => ({
    ...objectiveHeader(definition, chosen, { needs: ['modelSamples', 'logRatio'] }),
    form: 'ratio',
    integrand,
    weight: (algebra, logRatio) => algebra.scale(algebra.sigmoid(logRatio), 0.5),
    generator: (algebra, logRatio) => algebra.scale(algebra.softplus(logRatio), -0.5),
    discriminator: logisticLoss,
  }),
};

/**
 * φ(ℓ) = ½ [r ℓ − (1 + r)(softplus(ℓ) − log 2)]. With ℓ = softplus(ℓ) − softplus(−ℓ) the large terms r ℓ cancel before they are
 * computed: φ(ℓ) = ½ [log 2 − softplus(ℓ) + r (log 2 − softplus(−ℓ))].
 */
function integrand<A>(algebra: Algebra<A>, logRatio: A): A {
  const held = inExponentRange(algebra, logRatio);
  const below = (a: A) => algebra.shift(algebra.scale(algebra.softplus(a), -1), Math.LN2);
  const ofData = algebra.multiply(algebra.exp(held), below(algebra.scale(held, -1)));
  return algebra.scale(algebra.add(below(held), ofData), 0.5);
}

/**
 * The Jensen-Shannon divergence ½ KL(p ‖ m) + ½ KL(q ‖ m), m = (p + q)/2, in nats: from 0 to log 2.
 *
 * φ(ℓ) = ½ [r ℓ − (1 + r)(softplus(ℓ) − log 2)], weight ½ σ(ℓ), generator −½ softplus(ℓ) = ½ log(1 − D) with D = σ(ℓ): the
 * saturating loss (Goodfellow et al., "Generative adversarial nets", NeurIPS 2014; Nowozin, Cseke, Tomioka, "f-GAN", NeurIPS 2016).
 * Its weight vanishes where the model is alone, so a model far from the data learns little from it.
 *
 * Finite for every ℓ; the integrand takes log-ratios beyond ±700 as ±700.
 *
 * @example
 * ```ts
 * import { arrays, jensenShannon } from '@bcl/objectives';
 *
 * jensenShannon().weight(arrays, Float64Array.of(-1000, 0, 1000)); // => [0, 0.25, 0.5]
 * jensenShannon().integrand(arrays, Float64Array.of(0)); // => [0]
 * ```
 */
export const jensenShannon = defineObjective(definition);
