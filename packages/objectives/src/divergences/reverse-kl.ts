import { ones } from '../algebra/mean';
import { defineObjective } from '../contract/define-objective';
import type { ObjectiveDefinition } from '../contract/definition';
import { objectiveHeader } from '../contract/header';
import type { RatioObjective } from '../contract/objective';
import { parameters } from '../parameters/parameters';
import { logisticLoss } from './logistic-loss';

const definition: ObjectiveDefinition<object, RatioObjective> = {
  contract: 1,
  name: 'reverseKL',
  version: '1.0.0',
  description: 'KL(p ‖ q): prefers to leave parts of the data out over putting the model where there is no data',
  codec: parameters({}),
  create: (chosen) => ({
    ...objectiveHeader(definition, chosen, { needs: ['modelSamples', 'logRatio'] }),
    form: 'ratio',
    integrand: (algebra, logRatio) => algebra.scale(logRatio, -1),
    weight: ones,
    generator: (algebra, logRatio) => algebra.scale(logRatio, -1),
    discriminator: logisticLoss,
  }),
};

/**
 * The reverse Kullback-Leibler divergence KL(p ‖ q) = E_p[−ℓ], ℓ = log q/p: f(r) = −log r, weight 1.
 *
 * Its gradient along reparameterised samples, with the score of the parameters inside ℓ left out, is unbiased and vanishes
 * sample by sample at p = q (Roeder, Wu, Duvenaud, "Sticking the landing", NeurIPS 2017). Averaged with the mass of each
 * sample, it is the stratified estimate of "Big Cooperative Learning" (arXiv 2407.21319), section 4.1.
 *
 * Every function is finite where ℓ is.
 *
 * @example
 * ```ts
 * import { arrays, reverseKL } from '@bcl/objectives';
 *
 * const logRatio = Float64Array.of(-1, 2);
 * reverseKL().integrand(arrays, logRatio); // => [1, -2]
 * reverseKL().weight(arrays, logRatio); // => [1, 1]
 * ```
 */
export const reverseKL = defineObjective(definition);
