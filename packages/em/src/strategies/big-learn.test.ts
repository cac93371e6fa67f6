import { fold, key } from '@bcl/random';
import { contextOf, drain } from '../fixtures/contexts';
import { covarianceTypes, drawRows, randomMixture, withGaps } from '../fixtures/random-cases';
import { bigLearn, bigLearnMatchings, bigLearnPresets, fit, orThrow, runOrThrow, meanLogDensity } from '../index';

const rows = drawRows(randomMixture(key('big learn'), 'full', 3, 3, 4), key(1), 120);

describe('bigLearn', () => {
  it('is the learner on the drawn matchings, and nothing more', () => {
    const context = contextOf(rows, 3);
    const options = { iterations: 12, smoothing: 0.3 };
    const { steps, result } = drain(bigLearn(options).fit(key(2), context));
    let state = context.learner.init(key(2), context.data);
    steps.forEach((step, iteration) => {
      const matching = bigLearnMatchings(options)(fold(fold(key(2), 'matching'), iteration), 3, iteration);
      const [next, { logLikelihood }] = context.learner.step(key(0), state, context.data, matching);
      state = next;
      expect(step.logLikelihood).toBe(logLikelihood);
      expect([step.matched, step.passes]).toEqual([matching.task.target.length, 5]);
      expect(step.model).toEqual(state.model);
    });
    expect(steps).toHaveLength(12);
    expect(result).toEqual({ model: state.model, converged: false });
  });

  it.each(covarianceTypes)('runs on %s mixtures with gaps', async (covarianceType) => {
    const strategy = bigLearn({ iterations: 25, smoothing: 0.2 });
    const { model, logLikelihood } = await runOrThrow(
      fit(withGaps(rows, key(3), 0.2), { components: 3, covarianceType, strategy, floor: 1e-3 }),
    );
    expect(model.covarianceType).toBe(covarianceType);
    expect(logLikelihood).toBeGreaterThan(-20);
  });

  it('keeps every component alive: weights stay above alpha / (1 + K alpha)', () => {
    for (const { model } of drain(bigLearn({ iterations: 20, smoothing: 0.5 }).fit(key(4), contextOf(rows, 3))).steps)
      model.weights.forEach((weight) => expect(weight).toBeGreaterThanOrEqual(0.5 / 2.5 - 1e-12));
  });

  // With the floor of the paper: a marginal step may leave a covariance that only the floor keeps definite.
  it('learns: the likelihood ends far above where it began', async () => {
    const strategy = bigLearn({ iterations: 40, smoothing: 1 / 3 });
    const { model, history } = await runOrThrow(fit(rows, { components: 3, strategy, floor: 0.01 }));
    const first = history.find(({ matched }) => matched === 3);
    expect(orThrow(meanLogDensity(model, rows))).toBeGreaterThan((first?.logLikelihood ?? 0) + 0.1);
  });
});

describe('bigLearnPresets', () => {
  it('hold the settings of the paper', () => {
    expect(bigLearnPresets.gmm25(25)).toMatchObject({ iterations: 2000, smoothing: 0.2, floor: 1e-5 });
    expect(bigLearnPresets.realData(10)).toEqual({ iterations: 10_000, smoothing: 0.1, floor: 0.01 });
    expect(bigLearnPresets.fashionMnist(10)).toEqual({ iterations: 70, smoothing: 0.1, floor: 0.05 });
  });

  it('of the simulation matches one coordinate at a time where it is not joint', () => {
    const matchings = bigLearnMatchings(bigLearnPresets.gmm25(25));
    for (let i = 0; i < 50; i++) {
      const { task } = matchings(fold(key(5), i), 2, i);
      expect([[0], [1], [0, 1]]).toContainEqual(task.target);
    }
  });
});
