import { checkLearner, runSync } from '@bcl/matching';
import { fold, key } from '@bcl/random';
import fc from 'fast-check';
import { cases, covarianceTypes, drawRows, largestDifference, randomMixture, withGaps } from '../fixtures/random-cases';
import { bigLearnMatchings, logDensity, mixtureLearner, observe, orThrow, plainEM } from '../index';
import { fromComponents } from '../mixture/mixture';

const truth = randomMixture(key('learner'), 'full', 3, 3);
const complete = drawRows(truth, key(1), 80);
const gappy = withGaps(complete, key(2), 0.3).concat([[NaN, NaN, NaN]]);

describe.each(covarianceTypes)('the learner of %s mixtures', (covarianceType) => {
  it.each([
    ['complete rows', complete],
    ['rows with gaps', gappy],
  ])('keeps the contract of a learner on %s', (_name, rows) => {
    const learner = mixtureLearner({ components: 3, covarianceType });
    const matchings = bigLearnMatchings({ smoothing: 0.3 });
    const trial = { key: key(3), dimension: 3, batch: orThrow(observe(rows)), matchings, steps: 5 };
    expect(checkLearner(learner, trial)).toEqual([]);
  });
});

describe('plain EM', () => {
  it('never lowers the likelihood: any type, with and without gaps, with row weights', () => {
    for (const gaps of [0, 0.3])
      fc.assert(
        fc.property(cases({ gaps, rows: 40 }), fc.boolean(), ({ key: own, start, type, rows }, weighted) => {
          const weights = weighted ? rows.map((_, n) => 0.5 + (n % 4)) : undefined;
          const data = orThrow(observe(rows, weights, { emptyColumns: true }));
          const learner = mixtureLearner({ components: start.components, covarianceType: type, start, floor: 1e-4 });
          const plan = { key: own, dimension: start.dimension, matchings: () => plainEM(start.dimension), steps: 15 };
          const trace = Array.from(runSync(learner, { ...plan, batch: data }));
          trace
            .slice(1)
            .forEach(({ info }, i) =>
              expect(info.logLikelihood).toBeGreaterThanOrEqual(trace[i].info.logLikelihood - 1e-10),
            );
        }),
        { numRuns: 20 },
      );
  });

  it('reports the mean log-density before its step, weighted by the rows’ weights', () => {
    const weights = gappy.map((_, n) => 1 + (n % 2));
    const learner = mixtureLearner({ components: 3, start: truth });
    const data = orThrow(observe(gappy, weights));
    const state = learner.init(key(0), data);
    const [, { logLikelihood, shares }] = learner.step(key(0), state, data, plainEM(3));
    const logs = orThrow(logDensity(fromComponents(state.model, 'full'), gappy));
    const total = weights.reduce((sum, w) => sum + w, 0);
    expect(logLikelihood).toBeCloseTo(logs.reduce((sum, value, n) => sum + weights[n] * value, 0) / total, 12);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });
});

describe('mixtureLearner', () => {
  it('starts from the key alone, and draws nothing later', () => {
    const learner = mixtureLearner({ components: 2 });
    const data = orThrow(observe(complete));
    expect(learner.init(key(5), data)).toEqual(learner.init(key(5), data));
    expect(learner.init(key(5), data)).not.toEqual(learner.init(key(6), data));
    const state = learner.init(key(5), data);
    const [a] = learner.step(key(7), state, data, plainEM(3));
    const [b] = learner.step(fold(key(7), 'other'), state, data, plainEM(3));
    expect(a).toEqual(b);
  });

  it('has the floor and the ridge in every covariance', () => {
    const data = orThrow(observe([[1], [1], [1]]));
    const at = (floor: number, ridge: number): number => {
      const learner = mixtureLearner({ components: 1, floor, ridge });
      return learner.step(key(0), learner.init(key(0), data), data, plainEM(1))[0].model.covariances[0];
    };
    expect(at(0.01, 0)).toBeCloseTo(0.01, 14);
    expect(at(0.01, 0.5)).toBeCloseTo(0.5, 14);
  });

  it('does not depend on the order of the rows beyond 1e-10', () => {
    const learner = mixtureLearner({ components: 3, start: truth });
    const shuffled = gappy.map((_, n) => gappy[(n * 37 + 5) % gappy.length]);
    const after = (rows: number[][]): Float64Array => {
      const data = orThrow(observe(rows));
      let state = learner.init(key(0), data);
      for (let step = 0; step < 10; step++) [state] = learner.step(key(0), state, data, plainEM(3));
      return state.model.covariances;
    };
    expect(largestDifference(after(shuffled), after(gappy))).toBeLessThan(1e-10);
  });
});
