import { symmetricEigen } from '@bcl/linalg';
import { key } from '@bcl/random';
import fc from 'fast-check';
import { distanceBetween, emStep, plain } from '../fixtures/brute-force';
import { gappy, rows, run, steps, truth } from '../fixtures/fitting';
import { cases, covarianceTypes, drawRows, mixtureDifference, randomMixture, withGaps } from '../fixtures/random-cases';
import { bcl, covarianceOf, fit, joint } from '../index';

describe('row weights', () => {
  it('of two are the row twice, of zero the row left out, in every type and with gaps', () => {
    return fc.assert(
      fc.asyncProperty(cases({ gaps: 0.2, rows: 30 }), async ({ start, type, rows: own }) => {
        const weights = own.map((_, n) => (n === 0 ? 1 : n % 3));
        const repeated = own.flatMap((row, n) => Array.from({ length: weights[n] }, () => row));
        const options = {
          components: start.components,
          covarianceType: type,
          start,
          strategy: steps(4),
          scale: 'none' as const,
        };
        const weighted = (await run(own, { ...options, weights })).model;
        expect(mixtureDifference(weighted, (await run(repeated, options)).model)).toBeLessThan(1e-9);
      }),
      { numRuns: 12 },
    );
  });

  it.each([1e-6, 1e-3, 1e3])('in units of %d leave the relocations of bcl as they are', async (unit) => {
    const rows = Array.from({ length: 120 }, (_, n) => [4 * (n % 6) + 0.3 * Math.sin(7 * n), 0.3 * Math.cos(5 * n)]);
    const strategy = bcl({ starts: 1, kickMatchings: 0, matchings: 0 });
    const fitted = await Promise.all(
      [1, unit].map((weight) =>
        run(rows, { components: 6, start: 'normal', strategy, weights: rows.map(() => weight) }),
      ),
    );
    const relocations = fitted.map(({ history }) => history.filter(({ phase }) => phase === 'relocate').length);
    expect(relocations[0]).toBeGreaterThan(0);
    expect(relocations[1]).toBe(relocations[0]);
    expect(fitted[1].logLikelihood).toBeCloseTo(fitted[0].logLikelihood, 9);
  });

  it('scaled all alike change nothing', async () => {
    const [once, thrice] = [
      await run(gappy, { weights: gappy.map(() => 1) }),
      await run(gappy, { weights: gappy.map(() => 4) }),
    ];
    expect(mixtureDifference(once.model, thrice.model)).toBeLessThan(1e-9);
    expect(mixtureDifference(once.model, (await run(gappy)).model)).toBe(0);
  });

  it.each(['kmeans', 'kmeans++', 'rows', 'normal'] as const)(
    'of zero leave a row out to the bit, an absurd one too, from %s',
    async (start) => {
      const wild = [[1e300, -1e300], ...gappy];
      const options = { start, strategy: steps(3) };
      const [masked, removed] = [
        await run(wild, { ...options, weights: wild.map((_, n) => Math.min(n, 1)) }),
        await run(gappy, options),
      ];
      expect(masked).toEqual(removed);
    },
  );

  it('count: no more components than rows that weigh something', async () => {
    const refused = await fit(rows, { components: 3, weights: rows.map((_, n) => (n < 2 ? 1 : 0)) })();
    expect(refused).toMatchObject({ left: { message: expect.stringContaining('there are only 2 rows') as string } });
  });

  it('of zero do not make a column known', async () => {
    const refused = await fit(
      [
        [1, 5],
        [2, NaN],
        [3, NaN],
      ],
      { components: 1, weights: [0, 1, 1] },
    )();
    expect(refused).toMatchObject({
      left: { _tag: 'InvalidData', message: expect.stringContaining('column 1') as string },
    });
  });
});

describe('missing values', () => {
  it('complete rows through the path for gaps give plain EM to 1e-10', async () => {
    // One row that is all gaps makes the table incomplete and tells nothing: only the weights see it, as their own average.
    for (const covarianceType of covarianceTypes) {
      const start = randomMixture(key(4), covarianceType, 3, 2);
      const options = { covarianceType, start, scale: 'none' as const, strategy: steps(1) };
      const whole = (await run(rows, options)).model;
      const expected = emStep(plain(start), [...rows, [NaN, NaN]], covarianceType);
      expect(distanceBetween(plain((await run([...rows, [NaN, NaN]], options)).model), expected)).toBeLessThan(1e-10);
      expect(distanceBetween(plain(whole), emStep(plain(start), rows, covarianceType))).toBeLessThan(1e-10);
    }
  });

  it('an all-missing row with a tiny weight changes plain EM by no more than that', async () => {
    const options = { start: truth, scale: 'none' as const, strategy: steps(20) };
    const with_gap = await run([...rows, [NaN, NaN]], { ...options, weights: [...rows.map(() => 1), 1e-14] });
    expect(mixtureDifference(with_gap.model, (await run(rows, options)).model)).toBeLessThan(1e-10);
  });

  it('30 % missing, 3 components in 5-D, 5000 rows: covariances within 10 % of those from complete data', async () => {
    const five = randomMixture(key('5-D'), 'full', 3, 5, 2.5);
    const complete = drawRows(five, key(20), 5000);
    const holes = withGaps(complete, key(21), 0.3);
    const options = { start: five, strategy: joint({ maxIterations: 30, tolerance: 1e-5 }) };
    const [a, b] = [await run(complete, options), await run(holes, options)];
    for (let k = 0; k < 3; k++) {
      const [full, gapped] = [covarianceOf(a.model, k), covarianceOf(b.model, k)];
      const distance = Math.hypot(...full.map((value, i) => value - gapped[i])) / Math.hypot(...full);
      expect(distance).toBeLessThan(0.1);
      // No shrinking: the volume stays, where leaving out the conditional covariance would lose it step by step.
      const volume = (c: Float64Array): number => symmetricEigen(c, 5).values.reduce((sum, v) => sum + Math.log(v), 0);
      expect(Math.abs(volume(gapped) - volume(full))).toBeLessThan(0.5);
    }
    b.history
      .slice(1)
      .forEach((entry, i) => expect(entry.logLikelihood).toBeGreaterThanOrEqual(b.history[i].logLikelihood - 1e-10));
  });

  it('a column without any known cell is refused', async () => {
    const refused = await fit(
      [
        [1, NaN],
        [2, NaN],
      ],
      { components: 1 },
    )();
    expect(refused).toMatchObject({
      left: {
        _tag: 'InvalidData',
        message: 'column 1 has no known cell; drop the column: nothing can be learned about it',
      },
    });
  });
});
