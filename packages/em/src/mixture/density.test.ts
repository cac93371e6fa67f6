import { fromRows } from '@bcl/linalg';
import { key } from '@bcl/random';
import fc from 'fast-check';
import { densityFunction, logDensityOf, plain, responsibilitiesOf } from '../fixtures/brute-force';
import { integrate, integratePlane } from '../fixtures/quadrature';
import { cases, covarianceTypes, drawRows, largestDifference, randomMixture, withGaps } from '../fixtures/random-cases';
import { logDensity, meanLogDensity, mixtureOf, orThrow, predict, responsibilities, type Mixture } from '../index';

const densityAt = (mixture: Mixture, row: number[]): number => Math.exp(orThrow(logDensity(mixture, [row]))[0]);

describe('logDensity', () => {
  it('equals the direct formula, gaps integrated out', () => {
    fc.assert(
      fc.property(cases({ gaps: 0.3, rows: 20 }), ({ start, rows }) => {
        const expected = rows.map((row) => logDensityOf(plain(start), row));
        expect(largestDifference(orThrow(logDensity(start, rows)), expected)).toBeLessThan(1e-9);
      }),
      { numRuns: 20 },
    );
  });

  it.each(covarianceTypes)('integrates to one on the line, %s', (type) => {
    const mixture = randomMixture(key(type), type, 3, 1);
    expect(integrate((x) => densityAt(mixture, [x]), -15, 15, 400)).toBeCloseTo(1, 9);
  });

  it('integrates to one on the plane, and over a gap to the density of the known cell', () => {
    const mixture = randomMixture(key('plane'), 'full', 2, 2, 1);
    const density = densityFunction(plain(mixture));
    expect(integratePlane((x, y) => density([x, y]), -9, 9, 160)).toBeCloseTo(1, 8);
    expect(densityAt(mixture, [0.5, 0.5])).toBeCloseTo(density([0.5, 0.5]), 12);
    for (const x of [-1, 0, 2.5])
      expect(densityAt(mixture, [x, NaN])).toBeCloseTo(
        integrate((y) => densityAt(mixture, [x, y]), -12, 12, 300),
        9,
      );
  });

  it('does not mind columns of gaps, unlike fitting', () => {
    const mixture = randomMixture(key(1), 'full', 2, 2);
    expect(
      orThrow(
        logDensity(mixture, [
          [NaN, NaN],
          [NaN, NaN],
        ]),
      ),
    ).toEqual(Float64Array.of(0, 0));
  });

  it('reads every kind of table', () => {
    const mixture = randomMixture(key(1), 'full', 2, 2);
    const rows = drawRows(mixture, key(2), 3);
    const expected = orThrow(logDensity(mixture, rows));
    expect(orThrow(logDensity(mixture, fromRows(rows)))).toEqual(expected);
    expect(orThrow(logDensity(mixture, { data: Float64Array.from(rows.flat()), shape: [3, 2] }))).toEqual(expected);
    expect(orThrow(logDensity(mixture, { features: fromRows(rows) }))).toEqual(expected);
  });

  it.each([
    ['of another width', [[1]], 'InvalidData', 'the table has 1 columns, the mixture 2'],
    ['with infinities', [[1, Infinity]], 'InvalidData', 'row 0, column 1'],
    ['without rows', [], 'InvalidData', 'no rows'],
    [
      'beyond float64',
      [
        [0, 1],
        [0, -1e300],
      ],
      'NumericalFailure',
      'row 1 lies too far',
    ],
  ])('refuses a table %s', (_name, table, tag, message) => {
    const mixture = randomMixture(key(1), 'full', 2, 2);
    for (const f of [logDensity, meanLogDensity, responsibilities, predict])
      expect(f(mixture, table)).toMatchObject({
        left: { _tag: tag, message: expect.stringContaining(message) as string },
      });
  });
});

describe('meanLogDensity', () => {
  it('is the mean over rows', () => {
    const mixture = randomMixture(key(3), 'tied', 2, 3);
    const rows = withGaps(drawRows(mixture, key(4), 50), key(5), 0.2);
    const mean = orThrow(logDensity(mixture, rows)).reduce((sum, value) => sum + value, 0) / 50;
    expect(orThrow(meanLogDensity(mixture, rows))).toBeCloseTo(mean, 13);
  });
});

describe('responsibilities', () => {
  it('are Bayes’ rule, and sum to one', () => {
    fc.assert(
      fc.property(cases({ gaps: 0.3, rows: 20 }), ({ start, rows }) => {
        const { data, columns } = orThrow(responsibilities(start, rows));
        expect(columns).toBe(start.components);
        expect(
          largestDifference(
            data,
            rows.flatMap((row) => responsibilitiesOf(plain(start), row)),
          ),
        ).toBeLessThan(1e-9);
        rows.forEach((_, n) => {
          const own = data.subarray(n * columns, (n + 1) * columns);
          expect(own.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
        });
      }),
      { numRuns: 20 },
    );
  });

  it('of a row that is all gaps are the weights', () => {
    for (const type of covarianceTypes) {
      const mixture = randomMixture(key(6), type, 3, 2);
      expect(largestDifference(orThrow(responsibilities(mixture, [[NaN, NaN]])).data, mixture.weights)).toBeLessThan(
        1e-15,
      );
    }
  });

  it('give a component of weight zero nothing', () => {
    const mixture = orThrow(mixtureOf({ means: [[0], [1]], covariances: [1, 1], weights: [1, 0] }));
    expect(orThrow(responsibilities(mixture, [[1], [50]])).data).toEqual(Float64Array.of(1, 0, 1, 0));
  });
});

describe('predict', () => {
  it('is the component with the largest responsibility', () => {
    const mixture = randomMixture(key(7), 'diagonal', 4, 2);
    const rows = drawRows(mixture, key(8), 60);
    const { data } = orThrow(responsibilities(mixture, rows));
    const labels = orThrow(predict(mixture, rows));
    labels.forEach((label, n) => {
      const own = data.subarray(n * 4, n * 4 + 4);
      expect(own[label]).toBe(Math.max(...own));
    });
    expect(new Set(labels).size).toBeGreaterThan(1);
  });

  it('takes the lowest index on a tie', () => {
    const twins = orThrow(mixtureOf({ means: [[0], [0]], covariances: [1, 1] }));
    expect(Array.from(orThrow(predict(twins, [[3], [NaN]])))).toEqual([0, 0]);
  });
});
