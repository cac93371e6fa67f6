import { communicationDefinition } from '../composition/communication-definition';
import { spreadDefinition } from '../composition/spread-definition';
import { sumDefinition } from '../composition/sum-definition';
import { defineObjective } from '../contract/define-objective';
import type { ObjectiveDefinition, Resolve } from '../contract/definition';
import { alphaBridge } from '../divergences/alpha-bridge';
import { crossEntropy } from '../divergences/cross-entropy';
import { forwardKL } from '../divergences/forward-kl';
import { jensenShannon } from '../divergences/jensen-shannon';
import { nonSaturating } from '../divergences/non-saturating';
import { reverseKL } from '../divergences/reverse-kl';
import type { Registry } from './registry';
import { resolveIn } from './resolve-in';

const definitions: readonly ObjectiveDefinition<unknown>[] = [
  forwardKL.definition,
  reverseKL.definition,
  jensenShannon.definition,
  nonSaturating.definition,
  alphaBridge.definition,
  crossEntropy.definition,
  communicationDefinition,
  spreadDefinition,
  sumDefinition,
];

/**
 * The objectives of this package by name.
 *
 * @example
 * ```ts
 * import { firstParty } from '@bcl/objectives';
 *
 * firstParty.get('reverseKL')?.version; // => '1.0.0'
 * firstParty.has('wasserstein'); // => false
 * ```
 */
export const firstParty: Registry = new Map(definitions.map((definition) => [definition.name, definition]));

const byName: Resolve = (like) => resolveIn(firstParty, like);

/**
 * The communication between two matchings of the same coordinates, S₁ ∪ T₁ = S₂ ∪ T₂: a ratio objective (`of`, nonSaturating
 * without it) between p₁ = q(x_S₁) p(x_T₁ | x_S₁) in the place of the model and p₂ in that of the data.
 *
 * Its log-ratio is log p₂/p₁, which one discriminator gives for all matchings: `communicationLogRatio`. `repartition` draws the
 * second matching ("Big Cooperative Learning", arXiv 2407.21319, section 4.2).
 *
 * @example
 * ```ts
 * import { communication } from '@bcl/objectives';
 *
 * communication().between; // => 'two-matchings'
 * communication({ of: 'reverseKL' }).parameters; // => { of: { name: 'reverseKL', parameters: {} } }
 * ```
 */
export const communication = defineObjective(communicationDefinition, byName);

/**
 * An objective (`of`, reverseKL without it) between the data and the model after Gaussian noise of standard deviation `scale`
 * (1 without it, in units of y; it may be annealed) is added to both.
 *
 * The spread divergence of Zhang, Hayes, Bird, Habib, Barber (ICML 2020), zero only at p = q; instance noise in GANs. Noise
 * smooths the landscape, and gives a density to what has none. Spreads add up as variances: spread √(base² + scale²).
 *
 * @example
 * ```ts
 * import { objectiveAt, spread } from '@bcl/objectives';
 *
 * spread({ of: spread({ scale: 3 }), scale: 4 }).spread; // => 5
 * objectiveAt(spread({ scale: { from: 2, to: 0 } }), 0.75).spread; // => 0.5
 * ```
 */
export const spread = defineObjective(spreadDefinition, byName);
