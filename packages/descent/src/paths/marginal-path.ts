import { normal, split, type Key } from '@bcl/random';
import type { Gaussians } from '../state/gaussians';
import type { Gradient } from '../state/gradient';
import { allocateAdjoint, clearAdjoint, pullBack } from '../projection/adjoint';
import type { Frame } from '../projection/frame';
import { allocateProjected, project } from '../projection/projected';
import { weightsGradient } from './weights-gradient';
import type { Draws, Path } from './path';
import { drawStrata, sampleCount, type Sampling, type Strata } from './strata';

/** How a path draws. */
export interface PathOptions {
  /** Samples a draw; a path may round up. */
  readonly samples: number;
  readonly sampling: Sampling;
  /** Whether the weights get a gradient. */
  readonly learnWeights: boolean;
}

/**
 * Samples without a source: y = A_T (μ_k + L_k ε) + b_T with ε ~ N(0, I) in x, plus spread.
 *
 * The noise lives in x, in D dimensions whatever the size of the target, so that one sample moves the whole factor:
 * ∂μ = A_Tᵀ ∂y and ∂L = A_Tᵀ ∂y εᵀ.
 */
export function marginalPath(frame: Frame, components: number, options: PathOptions): Path {
  const { size, dimension, spread } = frame;
  const { sampling, learnWeights } = options;
  const count = sampleCount(sampling, options.samples, components);
  const model = allocateProjected(frame, components);
  const adjoint = allocateAdjoint(model);
  const points = new Float64Array(count * size);
  const mass = new Float64Array(count);
  const sourceOf = new Int32Array(count);
  const sources = new Float64Array(0);
  let strata: Strata = { labels: [], mass };
  let noise: Float64Array = sources;
  let weights: Float64Array = sources;

  return {
    model,
    capacity: count,
    sourceCapacity: 1,
    needsValue: learnWeights,
    draw(key: Key, gaussians: Gaussians): Draws {
      const [forLabels, forNoise, forSpread] = split(key, 3);
      project(model, gaussians);
      weights = gaussians.weights;
      strata = drawStrata(forLabels, weights, count, sampling, mass);
      noise = normal(forNoise, count * dimension);
      const { labels } = strata;
      const { means, maps } = model;
      for (let n = 0; n < count; n++) {
        const k = labels[n];
        for (let i = 0; i < size; i++) {
          let value = means[k * size + i];
          const map = (k * size + i) * dimension;
          for (let d = 0; d < dimension; d++) value += maps[map + d] * noise[n * dimension + d];
          points[n * size + i] = value;
        }
      }
      if (spread > 0) {
        const blur = normal(forSpread, count * size);
        for (let at = 0; at < blur.length; at++) points[at] += spread * blur[at];
      }
      return { count, points, mass, sourceCount: 1, sources, sourceOf };
    },
    backward(byPoint: Float64Array, value: Float64Array | undefined, gradient: Gradient): void {
      const { labels } = strata;
      clearAdjoint(adjoint);
      for (let n = 0; n < count; n++) {
        const k = labels[n];
        for (let i = 0; i < size; i++) {
          const by = byPoint[n * size + i];
          adjoint.means[k * size + i] += by;
          const map = (k * size + i) * dimension;
          for (let d = 0; d < dimension; d++) adjoint.maps[map + d] += by * noise[n * dimension + d];
        }
      }
      pullBack(frame, adjoint, gradient);
      if (learnWeights && value !== undefined) weightsGradient(strata, weights, value, count, gradient.logits);
    },
  };
}
