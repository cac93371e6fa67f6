import { mixtureOf, orThrow } from '@bcl/em';
import type { SampleObjective } from '@bcl/objectives';
import { matrix } from '@bcl/linalg';
import { task } from '@bcl/masks';
import { key } from '@bcl/random';
import { differences } from '../fixtures/finite-differences';
import { distanceOfMeans } from '../fixtures/sample-objective';
import { gradientInARow, randomMixture, randomTransform } from '../fixtures/mixtures';
import { gaussiansOf } from '../state/gaussians';
import { allocateGradient, toLogDiagonal } from '../state/gradient';
import { mixtureOfState, stateOf, type DescentState } from '../state/state';
import type { EstimatorContext } from './estimate';
import { sampleEstimator } from './samples';

const K = 2;
const D = 3;

const context: EstimatorContext = {
  components: K,
  target: gaussiansOf(randomMixture(key('q'), 2, D)),
  batch: undefined,
  samples: 40,
  sampling: 'equal',
  learnWeights: false,
};

/** Equal weights, with which equal sampling is fair. */
const state = stateOf(
  orThrow(
    mixtureOf({
      means: [
        [0, 1, 2],
        [-1, 0, 1],
      ],
      covariances: [1, 2],
      covarianceType: 'spherical',
    }),
  ),
);
const transform = randomTransform(key('map'), D);

describe('an objective that compares samples', () => {
  it.each([[[0]], [[1, 2]]])('has a gradient that goes on through the samples, on %j', (target) => {
    const estimator = sampleEstimator(distanceOfMeans, task([], target), transform, context);
    const value = (at: DescentState): number => estimator.estimate(key(1), gaussiansOf(mixtureOfState(at))).value;
    const model = gaussiansOf(mixtureOfState(state));
    const gradient = allocateGradient(K, D);
    estimator.estimate(key(1), model, gradient, 3);
    toLogDiagonal(gradient, model.factors, D);
    const expected = differences(state, value);
    const weightsFrom = state.means.length + state.factors.length;
    gradientInARow(gradient)
      .slice(0, weightsFrom)
      .forEach((by, at) => expect(by).toBeCloseTo(3 * expected[at], 6));
    expect(Math.hypot(...expected.slice(0, weightsFrom))).toBeGreaterThan(0.1);
  });

  it('is given components by weight where the weights differ', () => {
    const uneven = { ...state, weights: Float64Array.of(0.999, 0.001) };
    const far = { ...uneven, means: Float64Array.of(0, 0, 0, 1e6, 1e6, 1e6) };
    const estimator = sampleEstimator(distanceOfMeans, task([], [0]), transform, context);
    const { value } = estimator.estimate(key(2), gaussiansOf(mixtureOfState(far)));
    // Half the samples would come from the far component, were they shared out evenly.
    expect(value).toBeLessThan(1e9);
  });

  it('is refused where probabilities would need a gradient', () => {
    const conditional = () => sampleEstimator(distanceOfMeans, task([0], [1]), transform, context);
    expect(conditional).toThrow(/distanceOfMeans compares samples.*joint or marginal/);
    const learning = () =>
      sampleEstimator(distanceOfMeans, task([], [1]), transform, { ...context, learnWeights: true });
    expect(learning).toThrow(/no gradient by the weights; leave learnWeights off/);
  });

  it('is refused when its answer has another shape', () => {
    const wrong: SampleObjective = { ...distanceOfMeans, compare: () => ({ value: 0, gradient: matrix(1, 1) }) };
    const estimator = sampleEstimator(wrong, task([], [0]), transform, context);
    expect(() => estimator.estimate(key(0), gaussiansOf(mixtureOfState(state)))).toThrow(/40 points of 1 coordinates/);
  });
});
