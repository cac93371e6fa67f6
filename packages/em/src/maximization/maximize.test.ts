import { key } from '@bcl/random';
import fc from 'fast-check';
import { expectation } from '../expectation/expectation';
import { cases, drawRows, largestDifference, randomMixture } from '../fixtures/random-cases';
import { observe, orThrow } from '../index';
import { jointView } from '../learner/matching-step';
import { toComponents } from '../mixture/mixture';
import { emptyStatistics, recentre } from '../statistics/statistics';
import { maximize } from './maximize';

const plainly = { smoothing: 0, massGuard: 0 };

describe('maximize', () => {
  it('gives the weighted mean and covariance of one component', () => {
    const rows = [
      [0, 1],
      [2, 5],
      [4, 3],
    ];
    const start = toComponents(randomMixture(key(1), 'full', 1, 2));
    const made = maximize(expectation(start, jointView(orThrow(observe(rows, [1, 2, 1])))), start, plainly);
    expect(largestDifference(made.means, [2, 3.5])).toBeLessThan(1e-13);
    // E(x²) - 2² = 2; E(xy) - 7 = (0 + 2*10 + 12)/4 - 7 = 1; E(y²) - 3.5² = 60/4 - 12.25
    expect(largestDifference(made.covariances, [2, 1, 1, 2.75])).toBeLessThan(1e-13);
    expect(Array.from(made.weights)).toEqual([1]);
  });

  it('makes weights that sum to one and symmetric covariances', () => {
    fc.assert(
      fc.property(cases({ gaps: 0.2 }), fc.double({ min: 0, max: 2, noNaN: true }), ({ start, rows }, smoothing) => {
        const model = toComponents(start);
        const data = orThrow(observe(rows, undefined, { emptyColumns: true }));
        const made = maximize(expectation(model, jointView(data)), model, { smoothing, massGuard: 0 });
        expect(made.weights.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 12);
        if (model.shape === 'diagonal') return;
        const { dimension: d } = model;
        for (let k = 0; k < model.components; k++)
          for (let i = 0; i < d; i++)
            for (let j = 0; j < i; j++)
              expect(made.covariances[(k * d + i) * d + j]).toBe(made.covariances[(k * d + j) * d + i]);
      }),
      { numRuns: 20 },
    );
  });

  it('does not depend on the centres that the moments are taken about', () => {
    const mixture = randomMixture(key(3), 'full', 3, 2);
    const model = toComponents(mixture);
    const statistics = expectation(model, jointView(orThrow(observe(drawRows(mixture, key(4), 80)))));
    const elsewhere = recentre(
      statistics,
      model.means.map((value, i) => value + 0.1 * (i + 1)),
    );
    const [a, b] = [maximize(statistics, model, plainly), maximize(elsewhere, model, plainly)];
    expect(largestDifference(a.means, b.means)).toBeLessThan(1e-12);
    expect(largestDifference(a.covariances, b.covariances)).toBeLessThan(1e-12);
  });

  it('smooths weights as (share + alpha) / (1 + K alpha)', () => {
    const model = toComponents(randomMixture(key(5), 'diagonal', 2, 1));
    const statistics = { ...emptyStatistics(2, 1, 'diagonal', model.means), totalWeight: 10 };
    statistics.mass.set([9, 1]);
    statistics.second.set([9, 1]);
    const { weights } = maximize(statistics, model, { smoothing: 0.5, massGuard: 0 });
    expect(largestDifference(weights, [1.4 / 2, 0.6 / 2])).toBeLessThan(1e-15);
  });

  it('leaves a component without mass where it was, with weight zero', () => {
    const model = toComponents(randomMixture(key(6), 'full', 2, 2));
    const statistics = { ...emptyStatistics(2, 2, 'full', model.means), totalWeight: 4 };
    statistics.mass[0] = 4;
    statistics.second.set([4, 0, 0, 4]);
    const made = maximize(statistics, model, plainly);
    expect(Array.from(made.weights)).toEqual([1, 0]);
    expect(made.means.slice(2)).toEqual(model.means.slice(2));
    expect(made.covariances.slice(4)).toEqual(model.covariances.slice(4));
  });

  it('divides the moments of a starved component by the guard, as the authors do', () => {
    const model = { ...toComponents(randomMixture(key(7), 'diagonal', 1, 1)), means: Float64Array.of(2) };
    const statistics = { ...emptyStatistics(1, 1, 'diagonal', model.means), totalWeight: 100 };
    statistics.mass[0] = 0.5;
    statistics.first[0] = 0.25;
    // share 0.005 under a guard of 0.01: everything is divided by 1 instead of 0.5.
    const { means } = maximize(statistics, model, { smoothing: 0, massGuard: 0.01 });
    expect(means[0]).toBeCloseTo((0.25 + 0.5 * 2) / 1, 14);
  });

  it('keeps its digits for narrow components far from the origin', () => {
    const offset = 1e8;
    const spread = [-1, 0, 1].map((value) => [offset + value * 1e-3]);
    const start = {
      ...toComponents(randomMixture(key(8), 'full', 1, 1)),
      means: Float64Array.of(offset),
      covariances: Float64Array.of(1e-6),
    };
    const { covariances } = maximize(expectation(start, jointView(orThrow(observe(spread)))), start, plainly);
    // The numbers themselves carry an error of 1.5e-8 at 1e8, against a spread of 1e-3.
    expect(covariances[0] / ((2 / 3) * 1e-6)).toBeCloseTo(1, 4);
  });
});
