import { covarianceOf, logDensity, orThrow, sample, type Mixture } from '@bcl/em';
import { symmetricEigen } from '@bcl/linalg';
import { modesCovered, monteCarloKL } from '@bcl/metrics';
import { fold, type Key } from '@bcl/random';

/**
 * How many of the target's means have a narrow component of the model near them: its largest standard deviation is below
 * 0.45 and its mean within 0.5, a quarter of the distance between neighbours. A component that spans two modes covers none.
 */
export function narrowModes(model: Mixture, target: Mixture): number {
  const { components, dimension, means } = model;
  const narrow = Array.from({ length: components }, (_, k) => k).filter((k) => {
    const { values } = symmetricEigen(covarianceOf(model, k), dimension); // ascending
    return Math.sqrt(values[dimension - 1]) < 0.45;
  });
  if (narrow.length === 0) return 0;
  const near = narrow.flatMap((k) => Array.from(means.subarray(k * dimension, (k + 1) * dimension)));
  return modesCovered(near, target.means, dimension);
}

/** KL(from ‖ to) in nats by `count` fresh samples of `from`, at least 2. */
export function sampledKL(from: Mixture, to: Mixture, key: Key, count: number): number {
  const { points } = sample(from, key, count);
  return monteCarloKL(orThrow(logDensity(from, points)), orThrow(logDensity(to, points))).estimate;
}

/**
 * The scores of a model of the 25 Gaussians: `modes` found, `reverseKL` KL(model ‖ target) and `forwardKL` KL(target ‖ model),
 * each by `count` fresh samples of the side that is named first.
 */
export function gridScores(model: Mixture, target: Mixture, key: Key, count: number) {
  return {
    modes: narrowModes(model, target),
    reverseKL: sampledKL(model, target, fold(key, 'model'), count),
    forwardKL: sampledKL(target, model, fold(key, 'target'), count),
  };
}
