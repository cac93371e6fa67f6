import { key } from '@bcl/random';
import { completed, plain } from '../fixtures/brute-force';
import { largestDifference, randomMixture } from '../fixtures/random-cases';
import { toComponents } from '../mixture/mixture';
import type { Group } from '../observations/view';
import { factorOf } from './factor';

const mixture = randomMixture(key('full kernel'), 'full', 3, 4);

describe('factorOf', () => {
  const group: Group = {
    rows: Int32Array.of(0),
    values: Float64Array.of(0.3, -1),
    observed: [1, 3],
    missing: [0, 2],
    rotation: undefined,
  };

  it('holds the regression of the gaps on the known cells and what it leaves unexplained', () => {
    for (let k = 0; k < 3; k++) {
      const {
        mean,
        regression = new Float64Array(),
        residual = new Float64Array(),
      } = factorOf(toComponents(mixture), group, k);
      const { means, covariances } = plain(mixture);
      const expected = completed([NaN, 0.3, NaN, -1], means[k], covariances[k]);
      const filled = [0, 2].map(
        (d, m) => means[k][d] + regression[2 * m] * (0.3 - mean[0]) + regression[2 * m + 1] * (-1 - mean[1]),
      );
      expect(largestDifference(filled, [expected.mean[0], expected.mean[2]])).toBeLessThan(1e-12);
      const left = [0, 2].flatMap((i) => [0, 2].map((j) => expected.covariance[i][j]));
      expect(largestDifference(residual, left)).toBeLessThan(1e-12);
    }
  });

  it('has neither without gaps', () => {
    const whole = { ...group, observed: [0, 1, 2, 3], missing: [] };
    const { regression, residual } = factorOf(toComponents(mixture), whole, 0);
    expect([regression, residual]).toEqual([undefined, undefined]);
  });

  it('whitens: the packed triangle maps the known covariance to the identity', () => {
    const { whitening } = factorOf(toComponents(mixture), group, 1);
    const [a, b, c] = whitening;
    const covariance = plain(mixture).covariances[1];
    const [s, t, u] = [covariance[1][1], covariance[1][3], covariance[3][3]];
    expect(a * a * s).toBeCloseTo(1, 12);
    expect(a * (b * s + c * t)).toBeCloseTo(0, 12);
    expect(b * b * s + 2 * b * c * t + c * c * u).toBeCloseTo(1, 12);
  });
});
