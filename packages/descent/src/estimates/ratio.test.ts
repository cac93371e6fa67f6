import {
  alphaBridge,
  communication,
  jensenShannon,
  nonSaturating,
  reverseKL,
  spread,
  type RatioObjective,
} from '@bcl/objectives';
import { task } from '@bcl/masks';
import { key } from '@bcl/random';
import { differences } from '../fixtures/finite-differences';
import { randomMixture, randomState, randomTransform } from '../fixtures/mixtures';
import { communication01, integral } from '../fixtures/reference';
import { meansOf, relativeDistance, worstDeviation } from '../fixtures/unbiased';
import { gaussiansOf } from '../state/gaussians';
import { mixtureOfState, type DescentState } from '../state/state';
import type { EstimatorContext } from './estimate';
import { ratioEstimator } from './ratio';

/** f(r) with r = q/p, written out for each divergence here once more. */
const f: Record<string, (r: number) => number> = {
  reverseKL: (r) => -Math.log(r),
  jensenShannon: (r) => 0.5 * (r * Math.log(r) - (1 + r) * Math.log((1 + r) / 2)),
  nonSaturating: (r) => (1 + r) * Math.log((1 + r) / (2 * r)),
};

const K = 2;
const asRatio = (objective: unknown): RatioObjective => objective as RatioObjective;

function contextOf(dimension: number, more: Partial<EstimatorContext> = {}): EstimatorContext {
  const target = gaussiansOf(randomMixture(key('q'), 3, dimension, 1));
  return { components: K, target, batch: undefined, samples: 300, sampling: 'equal', learnWeights: true, ...more };
}

const state = (dimension: number): DescentState => randomState(key('p'), K, dimension);

describe.each([
  ['reverseKL', 1, task([], [0]), 0],
  ['jensenShannon', 1, task([], [0]), 0.4],
  ['nonSaturating', 2, task([], [0]), 0],
  ['reverseKL', 2, task([], [0, 1]), 0.3],
  ['reverseKL', 2, task([0], [1]), 0],
  ['jensenShannon', 2, task([1], [0]), 0.3],
  ['reverseKL', 3, task([], [1]), 0],
])('%s over %i coordinates on %j with spread %d', (name, dimension, where, scale) => {
  const base = { reverseKL, jensenShannon, nonSaturating }[name as 'reverseKL']();
  const objective = asRatio(scale > 0 ? spread({ of: base, scale }) : base);
  const transform = randomTransform(key('map'), dimension);
  const data = randomMixture(key('q'), 3, dimension, 1);
  const divergence = integral({
    data,
    task: where,
    transform,
    spread: scale,
    integrand: (logData, logModel) => f[name](Math.exp(logData - logModel)),
    width: 10,
    steps: where.target.length + where.source.length > 1 ? 40 : 150,
  });
  const exact = (at: DescentState): number => divergence(mixtureOfState(at));
  const estimator = ratioEstimator({ objective, task: where, transform }, contextOf(dimension));
  const means = meansOf(estimator, state(dimension), 40);

  it('has the value of the integral', () => {
    expect(Math.abs(means.value - exact(state(dimension)))).toBeLessThan(5 * means.valueError);
  });

  it('has the gradient of the integral, by all parameters', () => {
    const expected = differences(state(dimension), exact, 2);
    expect(worstDeviation(means, expected)).toBeLessThan(5);
    expect(relativeDistance(means.gradient, expected)).toBeLessThan(0.15);
  });
});

describe('a communication between two matchings', () => {
  it('moves q(y_S1) p(y_T1 | y_S1) towards q(y_S2) p(y_T2 | y_S2), which stands still', () => {
    const objective = asRatio(communication({ of: 'reverseKL' }));
    const transform = randomTransform(key('map'), 2);
    const own = state(2);
    const q = randomMixture(key('q'), 3, 2, 1);
    const still = mixtureOfState(own);
    // log p₂ = log q(y_1) + log p(y_0 | y_1), and the divergence of p₁ from it, on a grid.
    const divergence = communication01(still, q, transform);
    const exact = (at: DescentState): number => divergence(mixtureOfState(at));
    const estimator = ratioEstimator({ objective, task: task([0], [1]), transform, otherSource: [1] }, contextOf(2));
    const means = meansOf(estimator, own, 40);
    const expected = differences(own, exact, 2);
    expect(Math.abs(means.value - exact(own))).toBeLessThan(5 * means.valueError);
    expect(worstDeviation(means, expected)).toBeLessThan(5);
    expect(relativeDistance(means.gradient, expected)).toBeLessThan(0.15);
  });

  it('is zero where both matchings are the same', () => {
    const objective = asRatio(communication({ of: 'reverseKL' }));
    const transform = randomTransform(key('map'), 3);
    const comparison = { objective, task: task([0], [1, 2]), transform, otherSource: [0] };
    const { value, gradient } = meansOf(ratioEstimator(comparison, contextOf(3)), state(3), 2);
    expect(value).toBeCloseTo(0, 12);
    gradient.forEach((by) => expect(by).toBeCloseTo(0, 12));
  });
});

describe('weights that are normalised over the batch', () => {
  it.each([
    ['on a marginal', 2, task([], [0])],
    ['on a conditional', 2, task([0], [1])],
  ])('divide the gradient by their mean, that by the weights of the components too: %s', (_, dimension, where) => {
    const transform = randomTransform(key('map'), dimension);
    const gradientOf = (normalise: boolean) => {
      const objective = asRatio(alphaBridge({ alpha: 0.5, normalise }));
      const estimator = ratioEstimator({ objective, task: where, transform }, contextOf(dimension, { samples: 3000 }));
      return meansOf(estimator, state(dimension), 1).gradient;
    };
    const [plain, normalised] = [gradientOf(false), gradientOf(true)];
    const meanWeight = plain[0] / normalised[0];
    expect(Math.abs(meanWeight - 1)).toBeGreaterThan(0.02);
    plain.forEach((by, at) => expect(normalised[at] * meanWeight).toBeCloseTo(by, 7));
  });
});
