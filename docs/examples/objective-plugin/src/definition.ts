import { defineObjective, integerParameter, objectiveHeader, parameters } from '@bcl/objectives';
import type { ObjectiveDefinition, SampleObjective } from '@bcl/objectives';
import { compareSlices } from './compare-slices.js';

/** Parameters of {@link slicedWasserstein}. */
export interface SlicedWassersteinParameters {
  /** The number of directions on which points are projected, ≥ 1. */
  readonly directions: number;
  /** The power of the distance that is averaged: 1 or 2. */
  readonly order: number;
}

const definition: ObjectiveDefinition<SlicedWassersteinParameters, SampleObjective> = {
  contract: 1,
  name: 'slicedWasserstein',
  version: '1.0.0',
  description: 'the Wasserstein distance of one-dimensional projections, averaged over random directions',
  codec: parameters({
    directions: integerParameter({ default: 50, min: 1, description: 'the number of random directions' }),
    order: integerParameter({ default: 2, min: 1, max: 2, description: 'the power of the distance that is averaged' }),
  }),
  create: (chosen) => ({
    ...objectiveHeader(definition, chosen, { needs: ['modelSamples', 'dataSamples'] }),
    form: 'samples',
    compare: (model, data, key) => compareSlices(model, data, key, chosen),
  }),
};

/**
 * The sliced Wasserstein distance between two sets of points, to its own power: the mean over random directions θ of
 * W_p(θᵀx, θᵀy)^p (N. Bonneel, J. Rabin, G. Peyré, H. Pfister, "Sliced and Radon Wasserstein barycenters of measures", Journal of
 * Mathematical Imaging and Vision 51, 2015; as a training loss: I. Deshpande, Z. Zhang, A. Schwing, "Generative modeling using
 * the sliced Wasserstein distance", CVPR 2018).
 *
 * It needs samples of both sides and neither densities nor a discriminator. Projecting on a random direction and comparing
 * there is what a rotated marginal matching does; here all directions of a step are summed.
 *
 * @example
 * ```ts
 * import { fromRows } from '@bcl/linalg';
 * import { key } from '@bcl/random';
 * import slicedWasserstein from 'sliced-wasserstein-objective';
 *
 * const [model, data] = [fromRows([[0], [1]]), fromRows([[3], [5], [3], [5]])];
 * slicedWasserstein({ order: 1 }).compare(model, data, key(1)).value; // => 3.5
 * slicedWasserstein().compare(model, data, key(1)).gradient.data; // => [-3, -4]
 * ```
 */
export const slicedWasserstein = defineObjective(definition);
