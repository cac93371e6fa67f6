import { key, fold } from '@bcl/random';
import { densityFunction, plain } from '../fixtures/brute-force';
import { integrate, integratePlane } from '../fixtures/quadrature';
import { covarianceTypes, drawRows, randomMixture, withGaps } from '../fixtures/random-cases';
import { condition, impute, mixtureOf, orThrow } from '../index';

describe.each(covarianceTypes)('filling gaps under a %s mixture', (type) => {
  const mixture = randomMixture(key(type), type, 3, 3, 1);
  const density = densityFunction(plain(mixture));

  it('with the mean equals E(x_missing | x_known) by quadrature', () => {
    const { data } = orThrow(impute(mixture, [[0.4, NaN, -0.9]]));
    const at = (y: number): number => density([0.4, y, -0.9]);
    const mean = integrate((y) => y * at(y), -10, 10, 800) / integrate(at, -10, 10, 800);
    expect(data[1]).toBeCloseTo(mean, 9);
  });

  it('with the mean of two gaps equals the integral over the plane', () => {
    const { data } = orThrow(impute(mixture, [[NaN, 0.7, NaN]]));
    const over = (f: (x: number, z: number) => number): number =>
      integratePlane((x, z) => f(x, z) * density([x, 0.7, z]), -9, 9, 160);
    const total = over(() => 1);
    expect(Math.abs(data[0] - over((x) => x) / total)).toBeLessThan(1e-6);
    expect(Math.abs(data[2] - over((_, z) => z) / total)).toBeLessThan(1e-6);
  });

  it('with draws has the mean and covariance of the conditional', () => {
    const count = 10_000;
    const row = [NaN, 0.7, NaN];
    const { data } = orThrow(
      impute(
        mixture,
        Array.from({ length: count }, () => row),
        { kind: 'draw', key: key(3) },
      ),
    );
    const given = orThrow(condition(mixture, [1], [0.7]));
    const draws = [0, 2].map((d) => Float64Array.from({ length: count }, (_, n) => data[3 * n + d]));
    const { weights, means, covariances } = plain(given);
    const over = (f: (k: number) => number): number => weights.reduce((sum, w, k) => sum + w * f(k), 0);
    const mean = [0, 1].map((i) => over((k) => means[k][i]));
    for (let i = 0; i < 2; i++)
      for (let j = i; j < 2; j++) {
        const expected = over((k) => covariances[k][i][j] + means[k][i] * means[k][j]) - mean[i] * mean[j];
        const own = draws[i].reduce((sum, x, n) => sum + (x - mean[i]) * (draws[j][n] - mean[j]), 0) / count;
        // The covariances are of order one, and their standard errors at most 0.03.
        expect(Math.abs(own - expected)).toBeLessThan(0.15);
      }
    draws.forEach((own, i) => expect(Math.abs(own.reduce((s, x) => s + x, 0) / count - mean[i])).toBeLessThan(0.08));
  });

  it('returns known cells bit for bit, and leaves no gap', () => {
    const rows = withGaps(drawRows(mixture, key(1), 40), key(2), 0.5).concat([
      [NaN, NaN, NaN],
      [-0, 1e-320, NaN],
    ]);
    for (const how of [{ kind: 'mean' } as const, { kind: 'draw', key: key(9) } as const]) {
      const { data, rows: count, columns } = orThrow(impute(mixture, rows, how));
      expect([count, columns]).toEqual([42, 3]);
      rows.flat().forEach((value, i) => {
        expect(data[i]).not.toBeNaN();
        if (!Number.isNaN(value)) expect(Object.is(data[i], value)).toBe(true);
      });
    }
  });
});

describe('impute', () => {
  const mixture = randomMixture(key(4), 'full', 2, 2);

  it('fills a row without known cells with the mean of the mixture', () => {
    const { data } = orThrow(impute(mixture, [[NaN, NaN]]));
    [0, 1].forEach((d) =>
      expect(data[d]).toBeCloseTo(
        mixture.weights[0] * mixture.means[d] + mixture.weights[1] * mixture.means[2 + d],
        12,
      ),
    );
  });

  it('leaves the caller’s table alone', () => {
    const data = Float64Array.of(1, NaN);
    orThrow(impute(mixture, { data, shape: [1, 2] }));
    expect(data[1]).toBeNaN();
  });

  it('draws each row from a stream of its own: a row’s draw does not depend on the rows before it', () => {
    const how = { kind: 'draw', key: key(5) } as const;
    const long = orThrow(
      impute(
        mixture,
        [
          [1, NaN],
          [NaN, 2],
          [0, NaN],
        ],
        how,
      ),
    ).data;
    const same = orThrow(
      impute(
        mixture,
        [
          [1, NaN],
          [3, 3],
          [0, NaN],
        ],
        how,
      ),
    ).data;
    expect([same[1], same[5]]).toEqual([long[1], long[5]]);
    expect(orThrow(impute(mixture, [[1, NaN]], { kind: 'draw', key: fold(key(5), 'other') })).data[1]).not.toBe(
      long[1],
    );
  });

  it('ignores components of weight zero', () => {
    const lame = orThrow(
      mixtureOf({
        means: [
          [0, 0],
          [9, 9],
        ],
        covariances: [1, 1],
        covarianceType: 'spherical',
        weights: [1, 0],
      }),
    );
    expect(orThrow(impute(lame, [[9, NaN]])).data[1]).toBe(0);
  });

  it('refuses a table of another width', () => {
    expect(impute(mixture, [[1, 2, NaN]])).toMatchObject({ left: { _tag: 'InvalidData' } });
  });
});
