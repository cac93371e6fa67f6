import { multiply, multiplyTransposed } from '@bcl/linalg';
import { restrict } from '../../learner/matching-step';
import type { Components } from '../components';

/** The marginal of coordinates `target` of y = A x, in the plain way. */
export function rotateAndRestrict(model: Components, linear: Float64Array, target: readonly number[]): Components {
  const { components, dimension: d } = model;
  const covariances = new Float64Array(model.covariances.length);
  for (let k = 0; k < components; k++) {
    const half = multiply(linear, model.covariances.subarray(k * d * d, (k + 1) * d * d), d, d, d);
    covariances.set(multiplyTransposed(half, linear, d, d, d), k * d * d);
  }
  const means = multiplyTransposed(model.means, linear, components, d, d);
  return restrict({ ...model, means, covariances }, target);
}
