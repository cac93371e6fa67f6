import { ones } from '../algebra/mean';
import { defineObjective } from '../contract/define-objective';
import type { ObjectiveDefinition } from '../contract/definition';
import { objectiveHeader } from '../contract/header';
import type { LikelihoodObjective } from '../contract/objective';
import { choiceParameter } from '../parameters/choice-parameter';
import { parameters } from '../parameters/parameters';

/** Parameters of {@link forwardKL}. */
export interface ForwardKLParameters {
  /** Whether log q is known at the samples of the data, or the samples alone. */
  readonly data: 'samples' | 'density';
}

const definition: ObjectiveDefinition<ForwardKLParameters, LikelihoodObjective> = {
  contract: 1,
  name: 'forwardKL',
  version: '1.0.0',
  description: 'KL(q ‖ p), maximum likelihood: prefers to cover the data over keeping the model where there is data',
  codec: parameters({
    data: choiceParameter({
      choices: ['samples', 'density'],
      default: 'samples',
      description: "what is known of the data: 'density' takes log q off, so that the value is 0 at p = q",
    }),
  }),
  create: (chosen) => {
    const known = chosen.data === 'density';
    return {
      ...objectiveHeader(definition, chosen, {
        needs: known ? ['dataSamples', 'modelDensity', 'dataDensity'] : ['dataSamples', 'modelDensity'],
      }),
      form: 'likelihood',
      targets: 'continuous',
      atEquality: known ? 'zero' : 'entropy',
      integrand: (algebra, logModel, logData) => {
        const loss = algebra.scale(logModel, -1);
        if (!known) return loss;
        if (logData === undefined) {
          throw new TypeError("forwardKL with data: 'density' needs log q; without it, take data: 'samples'.");
        }
        return algebra.add(logData, loss);
      },
      weight: (algebra, logModel) => ones(algebra, logModel),
    };
  },
};

/**
 * The forward Kullback-Leibler divergence KL(q ‖ p), in the form of a likelihood.
 *
 * With `data: 'samples'`, the default, the loss of a sample is −log p: its mean is the cross-entropy of q and p, and at p = q the
 * entropy of q. With `data: 'density'` it is log q − log p, whose mean is KL(q ‖ p). The gradient is the same.
 *
 * @example
 * ```ts
 * import { arrays, forwardKL } from '@bcl/objectives';
 *
 * const logModel = Float64Array.of(-2, -3);
 * forwardKL().integrand(arrays, logModel); // => [2, 3]
 * forwardKL({ data: 'density' }).integrand(arrays, logModel, Float64Array.of(-2, -1)); // => [0, 2]
 * ```
 */
export const forwardKL = defineObjective(definition);
