import { fold, key } from '@bcl/random';
import fc from 'fast-check';
import {
  distanceBetween,
  emStep,
  logDensityOf,
  logJointsOf,
  plain,
  responsibilitiesOf,
  type PlainMixture,
} from '../fixtures/brute-force';
import { cases, covarianceTypes, drawRows, largestDifference, randomMixture, withGaps } from '../fixtures/random-cases';
import { observe, orThrow, type CovarianceType, type Mixture } from '../index';
import { jointView } from '../learner/matching-step';
import { constrain } from '../maximization/constrain';
import { maximize } from '../maximization/maximize';
import { fromComponents, toComponents } from '../mixture/mixture';
import { NumericalFailure } from './components';
import { expectation, scoreRows } from './expectation';

const none = { floor: 0, ridge: 0 };

/** One E and M step of the package. */
function step(mixture: Mixture, rows: number[][], weights?: number[]): PlainMixture {
  const statistics = expectation(
    toComponents(mixture),
    jointView(orThrow(observe(rows, weights, { emptyColumns: true }))),
  );
  const updated = maximize(statistics, toComponents(mixture), { smoothing: 0, massGuard: 0 });
  return plain(fromComponents(constrain(updated, mixture.covarianceType, none), mixture.covarianceType));
}

describe('one E and M step', () => {
  it('equals the textbook formulas on complete rows, for every covariance type', () => {
    fc.assert(
      fc.property(cases(), ({ start, type, rows }) => {
        expect(distanceBetween(step(start, rows), emStep(plain(start), rows, type))).toBeLessThan(1e-10);
      }),
      { numRuns: 25 },
    );
  });

  it('equals the textbook formulas with gaps and row weights, for every covariance type', () => {
    fc.assert(
      fc.property(cases({ gaps: 0.4, rows: 40 }), ({ start, type, rows }) => {
        const weights = rows.map((_, n) => (n % 5) / 2);
        const expected = emStep(plain(start), rows, type, { weights });
        expect(distanceBetween(step(start, rows, weights), expected)).toBeLessThan(1e-9);
      }),
      { numRuns: 25 },
    );
  });

  it.each(covarianceTypes)(
    'keeps the variance of the gaps in %s covariances, where leaving it out shrinks them',
    (type) => {
      const truth = randomMixture(key('trap'), type, 2, 3, 4);
      const rows = withGaps(drawRows(truth, key('trap rows'), 300), key('trap gaps'), 0.5);
      const right = step(truth, rows);
      const without = emStep(plain(truth), rows, type, { residual: false });
      right.covariances.forEach((covariance, k) =>
        covariance.forEach((row, d) => {
          expect(without.covariances[k][d][d]).toBeLessThan(0.85 * row[d]);
          expect(row[d]).toBeGreaterThan(0.7 * plain(truth).covariances[k][d][d]);
        }),
      );
    },
  );

  it('pays an isolated gap with the conditional variance to the last digit', () => {
    // One row knows x0 = 1 under N(0, [[1, .5], [.5, 1]]): x1 is N(0.5, 0.75), and one row has no spread of its own.
    const mixture = { ...randomMixture(key(1), 'full', 1, 2), means: Float64Array.of(0, 0) };
    const [covariance] = step({ ...mixture, covariances: Float64Array.of(1, 0.5, 0.5, 1) }, [[1, NaN]]).covariances;
    expect(covariance[1][1]).toBeCloseTo(0.75, 14);
    expect(covariance[0][0]).toBeCloseTo(0, 14);
    expect(covariance[0][1]).toBeCloseTo(0, 14);
  });

  it('grows a wide block as it grows a narrow one: widths on either side of the block limits', () => {
    for (const [dimension, count] of [
      [1, 65],
      [17, 130],
      [33, 70],
    ]) {
      const start = randomMixture(key(dimension), 'full', 2, dimension);
      const rows = drawRows(start, key(count), count);
      expect(distanceBetween(step(start, rows), emStep(plain(start), rows, 'full'))).toBeLessThan(1e-9);
    }
  });
});

describe('log-densities and responsibilities', () => {
  it('equal the direct formulas, with and without gaps', () => {
    fc.assert(
      fc.property(cases({ gaps: 0.4, rows: 30 }), ({ start, rows }) => {
        const { components } = start;
        const logDensities = new Float64Array(rows.length);
        const responsibilities = new Float64Array(rows.length * components);
        const logJoints = new Float64Array(rows.length * components);
        const view = jointView(orThrow(observe(rows, undefined, { emptyColumns: true })));
        scoreRows(toComponents(start), view, { logDensities, responsibilities, logJoints });
        const mixture = plain(start);
        expect(
          largestDifference(
            logDensities,
            rows.map((row) => logDensityOf(mixture, row)),
          ),
        ).toBeLessThan(1e-9);
        expect(
          largestDifference(
            responsibilities,
            rows.flatMap((row) => responsibilitiesOf(mixture, row)),
          ),
        ).toBeLessThan(1e-9);
        expect(
          largestDifference(
            logJoints,
            rows.flatMap((row) => logJointsOf(mixture, row)),
          ),
        ).toBeLessThan(1e-9);
      }),
      { numRuns: 25 },
    );
  });

  it('give a row without any known cell density one and the weights as responsibilities', () => {
    covarianceTypes.forEach((type) => {
      const mixture = randomMixture(key(type), type, 3, 2);
      const logDensities = new Float64Array(2);
      const responsibilities = new Float64Array(6);
      const view = jointView(
        orThrow(
          observe([
            [0, 1],
            [NaN, NaN],
          ]),
        ),
      );
      scoreRows(toComponents(mixture), view, { logDensities, responsibilities });
      expect(logDensities[1]).toBeCloseTo(0, 14);
      expect(largestDifference(responsibilities.subarray(3), mixture.weights)).toBeLessThan(1e-15);
    });
  });

  it('stay exact in the far tail, where every density underflows', () => {
    const rows = [[1e4, -1e4]];
    const mixture = randomMixture(key('tail'), 'full', 3, 2);
    const logDensities = new Float64Array(1);
    scoreRows(toComponents(mixture), jointView(orThrow(observe(rows))), { logDensities });
    expect(Math.exp(logDensities[0])).toBe(0);
    expect(logDensities[0] / logDensityOf(plain(mixture), rows[0])).toBeCloseTo(1, 12);
  });
});

describe('failures', () => {
  const singular = (type: CovarianceType): Mixture => {
    const mixture = randomMixture(key(2), type, 2, 2);
    return { ...mixture, covariances: mixture.covariances.map(() => 0) };
  };

  it.each(covarianceTypes)('a singular %s covariance is named', (type) => {
    const view = jointView(orThrow(observe([[1, 2]])));
    expect(() => expectation(toComponents(singular(type)), view)).toThrow(NumericalFailure);
    expect(() => expectation(toComponents(singular(type)), view)).toThrow(/component 0 is not positive definite/);
  });

  it.each(covarianceTypes)('a row out of the reach of float64 is named, %s', (type) => {
    const view = jointView(
      orThrow(
        observe([
          [1, 2],
          [3, 4],
          [1e200, 0],
        ]),
      ),
    );
    expect(() => expectation(toComponents(randomMixture(key(2), type, 2, 2)), view)).toThrow(/row 2 lies too far/);
  });
});

describe('statistics', () => {
  it('carry the weighted sum of log-densities and the total weight', () => {
    const mixture = randomMixture(key(4), 'full', 2, 2);
    const rows = withGaps(drawRows(mixture, key(5), 20), fold(key(5), 'gaps'), 0.3);
    const weights = rows.map((_, n) => n / 7);
    const statistics = expectation(toComponents(mixture), jointView(orThrow(observe(rows, weights))));
    const expected = rows.reduce((sum, row, n) => sum + weights[n] * logDensityOf(plain(mixture), row), 0);
    const total = weights.reduce((sum, w) => sum + w, 0);
    expect(statistics.logLikelihood).toBeCloseTo(expected, 9);
    expect(statistics.totalWeight).toBeCloseTo(total, 12);
    expect(statistics.mass.reduce((sum, m) => sum + m, 0)).toBeCloseTo(total, 12);
  });
});
