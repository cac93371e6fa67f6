import { condition, logDensity, marginal, orThrow, sample, type Mixture } from '@bcl/em';
import { forwardKL, spread, type LikelihoodObjective } from '@bcl/objectives';
import { task, type Task } from '@bcl/masks';
import { fromRows, row } from '@bcl/linalg';
import { key, normal } from '@bcl/random';
import { identity } from '@bcl/transforms';
import { differences } from '../fixtures/finite-differences';
import { gradientInARow, randomMixture, randomState, randomTransform } from '../fixtures/mixtures';
import { transformed } from '../fixtures/reference';
import { meansOf } from '../fixtures/unbiased';
import { gaussiansOf } from '../state/gaussians';
import { allocateGradient, toLogDiagonal } from '../state/gradient';
import { mixtureOfState, type DescentState } from '../state/state';
import type { EstimatorContext } from './estimate';
import { likelihoodEstimator } from './likelihood';

const K = 3;
const asLikelihood = (objective: unknown): LikelihoodObjective => objective as LikelihoodObjective;

function contextOf(dimension: number, more: Partial<EstimatorContext> = {}): EstimatorContext {
  const target = gaussiansOf(randomMixture(key('q'), 2, dimension));
  return { components: K, target, batch: undefined, samples: 300, sampling: 'equal', learnWeights: true, ...more };
}

/** log p(y_T | y_S) of one point y, by conditioning. */
function logConditional(mixture: Mixture, { source, target }: Task, y: ArrayLike<number>): number {
  const rest = Array.from({ length: mixture.dimension }, (_, d) => d).filter((d) => !source.includes(d));
  const given =
    source.length === 0
      ? mixture
      : orThrow(
          condition(
            mixture,
            source,
            source.map((d) => y[d]),
          ),
        );
  const asked = orThrow(
    marginal(
      given,
      target.map((d) => rest.indexOf(d)),
    ),
  );
  return orThrow(logDensity(asked, [target.map((d) => y[d])]))[0];
}

describe.each([
  [1, task([], [0])],
  [2, task([], [1])],
  [2, task([0], [1])],
  [3, task([], [0, 1, 2])],
  [3, task([0, 2], [1])],
  [4, task([1], [0, 3])],
])('maximum likelihood over %i coordinates on %j', (dimension, where) => {
  const transform = randomTransform(key('map'), dimension);
  const batch = { rows: 5, columns: dimension, data: normal(key('rows'), 5 * dimension) };
  const y = transform.apply(batch);
  const state = randomState(key('p'), K, dimension);
  const estimator = likelihoodEstimator(asLikelihood(forwardKL()), where, transform, contextOf(dimension, { batch }));
  const exact = (at: DescentState): number => {
    const model = transformed(mixtureOfState(at), transform);
    let sum = 0;
    for (let i = 0; i < batch.rows; i++) sum -= logConditional(model, where, row(y, i)) / batch.rows;
    return sum;
  };

  it('has the value and the gradient of the conditional densities of the rows', () => {
    const model = gaussiansOf(mixtureOfState(state));
    const gradient = allocateGradient(K, dimension);
    const { value } = estimator.estimate(key(0), model, gradient);
    toLogDiagonal(gradient, model.factors, dimension);
    expect(value).toBeCloseTo(exact(state), 11);
    const expected = differences(state, exact);
    gradientInARow(gradient).forEach((by, at) => expect(by).toBeCloseTo(expected[at], 7));
  });
});

describe('forward KL without a batch', () => {
  it('draws from the target, and takes off the log density of the data where it is asked to', () => {
    const objective = asLikelihood(forwardKL({ data: 'density' }));
    const estimator = likelihoodEstimator(objective, task([], [0, 1]), identity(2), contextOf(2));
    const p = randomState(key('p'), K, 2);
    const { value, valueError } = meansOf(estimator, p, 40);
    const q = randomMixture(key('q'), 2, 2);
    const { points } = sample(q, key('many'), 20_000);
    const [logQ, logP] = [q, mixtureOfState(p)].map((mixture) => orThrow(logDensity(mixture, points)));
    const terms = logQ.map((log, i) => log - logP[i]);
    const kl = terms.reduce((sum, term) => sum + term, 0) / terms.length;
    const error = Math.sqrt(terms.reduce((sum, term) => sum + (term - kl) ** 2, 0)) / terms.length;
    expect(Math.abs(value - kl)).toBeLessThan(5 * Math.hypot(error, valueError));
    expect(kl).toBeGreaterThan(0.1);
  });

  it('with spread, widens both sides', () => {
    const objective = asLikelihood(spread({ of: forwardKL({ data: 'density' }), scale: 20 }));
    const wide = likelihoodEstimator(objective, task([0], [1]), identity(2), contextOf(2));
    // With so much noise the two look alike, and the difference of their densities is small.
    const { value } = meansOf(wide, randomState(key('p'), K, 2), 5);
    expect(Math.abs(value)).toBeLessThan(0.05);
  });

  it('says so where a row lies beyond float64', () => {
    const batch = fromRows([[1e200]]);
    const estimator = likelihoodEstimator(
      asLikelihood(forwardKL()),
      task([], [0]),
      identity(1),
      contextOf(1, { batch }),
    );
    expect(() => meansOf(estimator, randomState(key('p'), K, 1), 1)).toThrow(/forwardKL is Infinity.*wider components/);
  });
});
