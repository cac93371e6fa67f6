import { cholesky, invertLowerTriangular } from '@bcl/linalg';
import { covarianceOf } from '@bcl/em';
import { key } from '@bcl/random';
import { randomMixture } from '../fixtures/mixtures';
import { factorAt, invertAt } from './factor';

describe('factors in the middle of an array', () => {
  it.each([1, 2, 3, 5])('of size %i are those of linalg, and so are their inverses', (n) => {
    const covariance = covarianceOf(randomMixture(key(n), 1, n), 0);
    const at = 3;
    const all = new Float64Array(n * n + 2 * at).fill(7);
    all.set(covariance, at);
    expect(factorAt(all, at, n)).toBe(true);
    const expected = cholesky(covariance, n) ?? new Float64Array(0);
    const factor = all.slice(at, at + n * n);
    factor.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 13));
    expect([...all.slice(0, at), ...all.slice(at + n * n)]).toEqual(new Array(2 * at).fill(7));
    const inverse = new Float64Array(all.length);
    invertAt(all, at, n, inverse);
    const expectedInverse = invertLowerTriangular(expected, n);
    expectedInverse.forEach((value, i) => expect(inverse[at + i]).toBeCloseTo(value, 12));
  });

  it.each([
    ['singular', [1, 1, 1, 1]],
    ['indefinite', [1, 2, 2, 1]],
    ['not a number', [NaN, 0, 0, 1]],
    ['infinite', [Infinity, 0, 0, 1]],
  ])('refuses a matrix that is %s', (_, values) => expect(factorAt(Float64Array.from(values), 0, 2)).toBe(false));
});
