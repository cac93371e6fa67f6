import { ones } from '../algebra/mean';
import { defineObjective } from '../contract/define-objective';
import type { ObjectiveDefinition } from '../contract/definition';
import { objectiveHeader } from '../contract/header';
import type { LikelihoodObjective } from '../contract/objective';
import { parameters } from '../parameters/parameters';

const definition: ObjectiveDefinition<object, LikelihoodObjective> = {
  contract: 1,
  name: 'crossEntropy',
  version: '1.0.0',
  description: 'the cross-entropy of labels and of the probabilities that the model gives them',
  codec: parameters({}),
  create: (chosen) => ({
    ...objectiveHeader(definition, chosen, { needs: ['dataSamples', 'modelDensity'] }),
    form: 'likelihood',
    targets: 'discrete',
    atEquality: 'entropy',
    integrand: (algebra, logModel) => algebra.scale(logModel, -1),
    weight: (algebra, logModel) => ones(algebra, logModel),
  }),
};

/**
 * The cross-entropy −E_q[log p(y)] of labels y: forward KL for discrete targets, up to the entropy of q.
 *
 * log p of each label comes from the model, from logits by `categoricalLogDensity`.
 *
 * @example
 * ```ts
 * import { matrix } from '@bcl/linalg';
 * import { arrays, categoricalLogDensity, crossEntropy, mean } from '@bcl/objectives';
 *
 * const logits = matrix(2, 2, Float64Array.of(0, 0, Math.log(3), 0)); // probabilities ½ ½ and ¾ ¼
 * const logModel = categoricalLogDensity(logits, [1, 0]);
 * mean(arrays, crossEntropy().integrand(arrays, logModel)); // => [0.49041462650586305]
 * ```
 */
export const crossEntropy = defineObjective(definition);
