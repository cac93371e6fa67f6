import type { Algebra } from '../algebra/algebra';

/**
 * The log-ratio between the model's answers to two matchings, from the logits of one discriminator: own − other.
 *
 * For samples of p₁ = q(x_S₁) p(x_T₁ | x_S₁), `own` is the logit f(x; S₁, T₁) and `other` is f(x; S₂, T₂). The discriminator's
 * optimum is f(x; Sᵢ, Tᵢ) = log q/pᵢ, so that the difference is log p₂/p₁: p₁ is in the place of the model, p₂ in that of the data.
 *
 * @example
 * ```ts
 * import { arrays, communication, communicationLogRatio } from '@bcl/objectives';
 *
 * const logRatio = communicationLogRatio(arrays, Float64Array.of(1, 2), Float64Array.of(1, 5));
 * logRatio; // => [0, -3]
 * communication({ of: 'reverseKL' }).generator(arrays, logRatio); // => [0, 3]
 * ```
 */
export function communicationLogRatio<A>(algebra: Algebra<A>, own: A, other: A): A {
  return algebra.add(own, algebra.scale(other, -1));
}
