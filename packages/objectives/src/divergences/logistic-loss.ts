import type { Algebra } from '../algebra/algebra';
import { mean } from '../algebra/mean';

/**
 * The logistic loss of a discriminator: mean softplus(−logit) over samples of q plus mean softplus(logit) over samples of p.
 *
 * It is smallest where the logit is log q/p, for every pair of distributions, so that one discriminator serves all ratio
 * objectives (Goodfellow et al., "Generative adversarial nets", NeurIPS 2014). At logits of 0 it is 2 log 2.
 *
 * @param dataLogit - logits of samples of q
 * @param modelLogit - logits of samples of p
 * @returns one number
 *
 * @example
 * ```ts
 * import { arrays, logisticLoss } from '@bcl/objectives';
 *
 * logisticLoss(arrays, Float64Array.of(0), Float64Array.of(0)); // => [1.3862943611198906]
 * ```
 */
export function logisticLoss<A>(algebra: Algebra<A>, dataLogit: A, modelLogit: A): A {
  const data = mean(algebra, algebra.softplus(algebra.scale(dataLogit, -1)));
  return algebra.add(data, mean(algebra, algebra.softplus(modelLogit)));
}
