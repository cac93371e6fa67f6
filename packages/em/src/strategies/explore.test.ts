import type { Matching } from '@bcl/matching';
import { key } from '@bcl/random';
import { contextOf, drain } from '../fixtures/contexts';
import { drawRows, randomMixture } from '../fixtures/random-cases';
import type { MaximumLikelihood, StrategyContext } from '../index';
import { explore } from './explore';

const rows = drawRows(randomMixture(key('explore'), 'full', 2, 3, 3), key(1), 60);
const options = { matchings: 40, innerSteps: 2, joint: 0.2, marginal: 0.3, smoothing: 1, anneal: true };

/** A context that writes down every matching it is given. */
function watched(): { context: StrategyContext; seen: Matching<MaximumLikelihood>[] } {
  const context = contextOf(rows, 2);
  const seen: Matching<MaximumLikelihood>[] = [];
  const { learner } = context;
  const step: typeof learner.step = (stepKey, state, batch, matching) => {
    seen.push(matching);
    return learner.step(stepKey, state, batch, matching);
  };
  return { context: { ...context, learner: { ...learner, step } }, seen };
}

const alphas = (seen: Matching<MaximumLikelihood>[]): number[] => seen.map(({ objective }) => objective.smoothing);

describe('explore', () => {
  it('cools the smoothing from alpha / K in equal steps that would reach 0 after the last matching', () => {
    const { context, seen } = watched();
    drain(explore(key(2), context, context.learner.init(key(3), context.data), options));
    alphas(seen).forEach((alpha, step) => expect(alpha).toBeCloseTo(0.5 * (1 - step / 40), 14));
  });

  it('grows the share of joint matchings towards one', () => {
    const rotated = { early: 0, late: 0 };
    for (let seed = 0; seed < 6; seed++) {
      const { context, seen } = watched();
      drain(explore(key(seed), context, context.learner.init(key(3), context.data), options));
      const notJoint = seen.map(({ task }) => task.target.length < 3);
      rotated.early += notJoint.slice(0, 10).filter(Boolean).length;
      rotated.late += notJoint.slice(30).filter(Boolean).length;
    }
    expect(rotated.early).toBeGreaterThan(0);
    expect(rotated.late).toBeLessThan(rotated.early / 2);
  });

  it('keeps alpha and the shares without annealing', () => {
    const { context, seen } = watched();
    drain(explore(key(2), context, context.learner.init(key(3), context.data), { ...options, anneal: false }));
    expect(new Set(alphas(seen))).toEqual(new Set([0.5]));
  });

  it('reports every matching with its passes, and returns the state after the last', () => {
    const { context } = watched();
    const { steps, result } = drain(explore(key(2), context, context.learner.init(key(3), context.data), options));
    expect(steps).toHaveLength(40);
    expect(steps.every(({ phase, passes }) => phase === 'explore' && passes === 2)).toBe(true);
    expect(result.model).toBe(steps[39].model);
  });

  it('of no or one matching is possible', () => {
    const { context, seen } = watched();
    const from = context.learner.init(key(3), context.data);
    expect(drain(explore(key(2), context, from, { ...options, matchings: 0 })).result).toBe(from);
    drain(explore(key(2), context, from, { ...options, matchings: 1 }));
    expect(Number.isFinite(seen[0].objective.smoothing)).toBe(true);
  });
});
