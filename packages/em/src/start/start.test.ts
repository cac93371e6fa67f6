import { fold, key } from '@bcl/random';
import {
  covarianceTypes,
  chunks,
  drawRows,
  largestDifference,
  randomMixture,
  withGaps,
} from '../fixtures/random-cases';
import { mixtureOf, observe, orThrow, type Start } from '../index';
import { fromComponents, toComponents } from '../mixture/mixture';
import { startFrom } from './start';

const none = { floor: 0, ridge: 0 };
const floored = { floor: 1e-6, ridge: 0 };
const names = ['normal', 'kmeans', 'kmeans++', 'rows'] as const;
const rows = drawRows(randomMixture(key('start'), 'full', 3, 3, 4), key(1), 120);
const tables = {
  complete: orThrow(observe(rows)),
  gappy: orThrow(observe(withGaps(rows, key(2), 0.3).concat([[NaN, NaN, NaN]]))),
};

describe.each(names)('the start %s', (name) => {
  it.each(covarianceTypes)('is a sound %s mixture, with and without gaps', (type) => {
    for (const data of Object.values(tables)) {
      const mixture = fromComponents(startFrom(name, key(3), data, 3, type, floored), type);
      const means = chunks(mixture.means, 3);
      expect(mixtureOf({ ...mixture, means })).toMatchObject({ _tag: 'Right' });
      expect(mixture.weights.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 12);
    }
  });

  it('follows its key', () => {
    const at = (seed: number): Float64Array => startFrom(name, key(seed), tables.complete, 3, 'full', none).means;
    expect(at(1)).toEqual(at(1));
    expect([2, 3, 4, 5].some((seed) => largestDifference(at(1), at(seed)) > 1e-9)).toBe(true);
  });
});

describe('normal', () => {
  it('draws means from N(0, I) with unit covariances and equal weights', () => {
    const made = startFrom(
      'normal',
      key(4),
      orThrow(observe(Array.from({ length: 4000 }, () => [0, 0]))),
      4000,
      'diagonal',
      none,
    );
    const n = made.means.length;
    const mean = made.means.reduce((sum, m) => sum + m, 0) / n;
    const variance = made.means.reduce((sum, m) => sum + m * m, 0) / n;
    expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(n));
    expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.sqrt(2 / n));
    expect(new Set(made.covariances)).toEqual(new Set([1]));
    expect(new Set(made.weights)).toEqual(new Set([1 / 4000]));
  });
});

describe('rows', () => {
  it('takes rows as means, with the variances of the columns', () => {
    const { means, covariances } = startFrom('rows', key(5), tables.complete, 3, 'diagonal', none);
    for (const mean of chunks(means, 3)) expect(rows).toContainEqual(mean);
    const variance = [0, 1, 2].map((d) => {
      const mean = rows.reduce((sum, row) => sum + row[d], 0) / rows.length;
      return rows.reduce((sum, row) => sum + (row[d] - mean) ** 2, 0) / rows.length;
    });
    chunks(covariances, 3).forEach((own) => expect(largestDifference(own, variance)).toBeLessThan(1e-10));
  });
});

describe('kmeans', () => {
  it('takes share, mean and covariance of each cluster', () => {
    const far = [
      [0, 0],
      [0, 2],
      [2, 0],
      [2, 2],
      [50, 50],
      [52, 54],
    ];
    const { weights, means, covariances } = startFrom('kmeans', key(6), orThrow(observe(far)), 2, 'full', none);
    const big = weights[0] > weights[1] ? 0 : 1;
    expect(weights[big]).toBeCloseTo(4 / 6, 14);
    expect(largestDifference(means.slice(big * 2, big * 2 + 2), [1, 1])).toBeLessThan(1e-13);
    expect(largestDifference(covariances.slice(big * 4, big * 4 + 4), [1, 0, 0, 1])).toBeLessThan(1e-13);
  });

  it('counts a gap with the variance of its column, so that gaps do not shrink a cluster', () => {
    const one = orThrow(observe([[0], [2], [NaN], [NaN]].map(([value], n) => [value, n])));
    const { covariances } = startFrom('kmeans', key(7), one, 1, 'full', none);
    expect(covariances[0]).toBeCloseTo(1, 13);
  });

  it('gives a cluster without rows the spread of all of them', () => {
    const twins = orThrow(
      observe([
        [1, 0],
        [1, 0],
        [3, 4],
      ]),
    );
    const made = startFrom('kmeans', key(8), twins, 3, 'full', floored);
    const idle = Array.from(made.weights).indexOf(0);
    expect(idle).toBeGreaterThanOrEqual(0);
    expect(made.covariances[idle * 4]).toBeCloseTo(8 / 9, 12);
  });
});

describe('a mixture', () => {
  it('is taken as it is', () => {
    for (const type of covarianceTypes) {
      const given: Start = randomMixture(key(9), type, 3, 3);
      expect(startFrom(given, key(1), tables.complete, 3, type, { floor: 10, ridge: 1 })).toEqual(toComponents(given));
    }
  });
});

it('keeps the streams of the named starts apart', () => {
  const own = names.map((name) => startFrom(name, fold(key(1), 'x'), tables.complete, 3, 'full', none).means);
  expect(new Set(own.map(String)).size).toBeGreaterThan(2);
});
