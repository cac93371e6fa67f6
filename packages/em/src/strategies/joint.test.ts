import { key } from '@bcl/random';
import { contextOf, drain } from '../fixtures/contexts';
import { covarianceTypes, drawRows, randomMixture, withGaps } from '../fixtures/random-cases';
import { joint, type StrategyStep } from '../index';

const rows = drawRows(randomMixture(key('joint'), 'full', 3, 2, 4), key(1), 120);
const gappy = withGaps(rows, key(2), 0.3);

const rises = (steps: readonly StrategyStep[]): void =>
  steps
    .slice(1)
    .forEach(({ logLikelihood }, i) => expect(logLikelihood).toBeGreaterThanOrEqual(steps[i].logLikelihood - 1e-10));

describe('joint', () => {
  it.each(covarianceTypes)('raises the likelihood at every step, %s, with and without gaps', (covarianceType) => {
    for (const table of [rows, gappy]) {
      const context = contextOf(table, 3, { covarianceType, start: 'kmeans++' });
      const { steps } = drain(joint({ maxIterations: 40, tolerance: 0 }).fit(key(3), context));
      expect(steps).toHaveLength(40);
      rises(steps);
    }
  });

  it('ends when the likelihood changes by less than the tolerance', () => {
    const { steps, result } = drain(joint({ tolerance: 1e-4 }).fit(key(3), contextOf(rows, 3, { start: 'kmeans' })));
    expect(result.converged).toBe(true);
    const gains = steps.slice(1).map(({ logLikelihood }, i) => logLikelihood - steps[i].logLikelihood);
    expect(gains.pop()).toBeLessThan(1e-4);
    gains.forEach((gain) => expect(gain).toBeGreaterThanOrEqual(1e-4));
    expect(result.model).toBe(steps[steps.length - 1].model);
  });

  it('says that it was cut short', () => {
    const { steps, result } = drain(joint({ maxIterations: 3, tolerance: 0 }).fit(key(3), contextOf(rows, 3)));
    expect([steps.length, result.converged]).toEqual([3, false]);
  });

  it('needs one step for one component of complete data, more with gaps', () => {
    expect(drain(joint().fit(key(3), contextOf(rows, 1))).steps).toHaveLength(1);
    const { steps, result } = drain(joint({ tolerance: 1e-9 }).fit(key(3), contextOf(gappy, 1)));
    expect(steps.length).toBeGreaterThan(2);
    expect(result.converged).toBe(true);
  });

  it('keeps every weight above alpha / (1 + K alpha) when it smooths', () => {
    const { result } = drain(joint({ smoothing: 0.2, maxIterations: 30 }).fit(key(3), contextOf(rows, 3)));
    result.model.weights.forEach((weight) => expect(weight).toBeGreaterThanOrEqual(0.2 / 1.6 - 1e-12));
  });

  it('calls every step a pass over all coordinates', () => {
    for (const { phase, matched, passes } of drain(joint().fit(key(3), contextOf(rows, 3))).steps)
      expect([phase, matched, passes]).toEqual(['em', 2, 1]);
  });
});
