import { fromRows, symmetricEigen } from '@bcl/linalg';
import { fold, key } from '@bcl/random';
import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { NumericalFailure } from '../expectation/components';
import { distanceBetween, emStep, plain } from '../fixtures/brute-force';
import {
  cases,
  covarianceTypes,
  drawRows,
  largestDifference,
  mixtureDifference,
  randomMixture,
  withGaps,
} from '../fixtures/random-cases';
import {
  covarianceOf,
  fit,
  joint,
  logDensity,
  meanLogDensity,
  orThrow,
  runOrThrow,
  type Fitted,
  type FitOptions,
  type HistoryEntry,
  type Mixture,
  type Progress,
  type Strategy,
  type Table,
} from '../index';

const truth = randomMixture(key('fit'), 'full', 3, 2, 4);
const rows = drawRows(truth, key(1), 150);
const gappy = withGaps(rows, key(2), 0.25).concat([[NaN, NaN]]);
const steps = (maxIterations: number) => joint({ maxIterations, tolerance: 0 });
const run = (table: Table, options: Partial<FitOptions> = {}): Promise<Fitted> =>
  runOrThrow(fit(table, { components: 3, strategy: 'joint', ...options }));

describe('what comes out', () => {
  it.each(covarianceTypes)(
    'is a mixture: weights sum to one, %s covariances are symmetric and above the floor',
    async (covarianceType) => {
      for (const table of [rows, gappy]) {
        const floor = 1e-3;
        const { model } = await run(table, { covarianceType, floor, scale: 'none' });
        expect(model.weights.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 12);
        for (let k = 0; k < 3; k++) {
          const covariance = covarianceOf(model, k);
          expect(covariance[1]).toBe(covariance[2]);
          expect(symmetricEigen(covariance, 2).values[0]).toBeGreaterThan(floor * (1 - 1e-9));
        }
      }
    },
  );

  it('has the log-likelihood of its model, in the units of the data, with gaps and weights', async () => {
    const wide = gappy.map(([a, b]) => [1000 * a, b / 1000 + 7]);
    const { model, logLikelihood } = await run(wide);
    expect(logLikelihood).toBeCloseTo(orThrow(meanLogDensity(model, wide)), 9);
    const weights = wide.map((_, n) => n % 4);
    const weighted = await run(wide, { weights });
    const logs = orThrow(logDensity(weighted.model, wide));
    const total = weights.reduce((sum, w) => sum + w, 0);
    expect(weighted.logLikelihood).toBeCloseTo(logs.reduce((sum, v, n) => sum + weights[n] * v, 0) / total, 9);
  });

  it('has a history that agrees with onProgress, and rises', async () => {
    const seen: HistoryEntry[] = [];
    const mixtures: Mixture[] = [];
    const onProgress = ({ mixture, ...entry }: Progress): void => {
      seen.push(entry);
      mixtures.push(mixture());
    };
    const { history, iterations, restarts, logLikelihood } = await run(gappy, { restarts: 2, onProgress });
    expect(seen).toEqual(history);
    expect(restarts).toHaveLength(2);
    expect(Math.max(...restarts)).toBe(logLikelihood);
    const best = restarts.indexOf(logLikelihood);
    const own = history.filter(({ restart }) => restart === best);
    expect(own.map(({ iteration }) => iteration)).toEqual(own.map((_, i) => i + 1));
    expect(own).toHaveLength(iterations);
    own
      .slice(1)
      .forEach((entry, i) => expect(entry.logLikelihood).toBeGreaterThanOrEqual(own[i].logLikelihood - 1e-10));
    // An entry tells the likelihood before its step: that of the mixture of the entry before.
    const at = history.indexOf(own[3]);
    expect(own[3].logLikelihood).toBeCloseTo(orThrow(meanLogDensity(mixtures[at - 1], gappy)), 9);
    expect(own[3]).toMatchObject({ phase: 'em', matched: 2 });
  });

  it('says whether EM came to rest', async () => {
    expect((await run(rows, { strategy: steps(2) })).converged).toBe(false);
    expect((await run(rows, { strategy: joint({ tolerance: 1e-3 }) })).converged).toBe(true);
  });
});

describe('what must not matter', () => {
  it('the form of the table', async () => {
    const expected = (await run(rows)).model;
    for (const table of [
      fromRows(rows),
      { data: Float64Array.from(rows.flat()), shape: [150, 2] as const },
      { features: fromRows(rows) },
    ])
      expect((await run(table)).model).toEqual(expected);
  });

  it('running twice: equal seeds give equal bits, other seeds other starts', async () => {
    for (const strategy of ['joint', 'bcl'] as const) {
      const [a, b, c] = [
        await run(gappy.slice(0, 50), { strategy, start: 'rows', seed: 5 }),
        await run(gappy.slice(0, 50), { strategy, start: 'rows', seed: 5 }),
        await run(gappy.slice(0, 50), { strategy, start: 'rows', seed: 6 }),
      ];
      expect(a).toEqual(b);
      expect(a.history[0]).not.toEqual(c.history[0]);
    }
  });

  it('a number or its key as the seed', async () => {
    expect(await run(rows, { seed: 7 })).toEqual(await run(rows, { seed: key(7) }));
  });

  it('the order of the rows, beyond 1e-10', async () => {
    const shuffled = gappy.map((_, n) => gappy[(n * 40 + 11) % gappy.length]);
    const options = { start: truth, strategy: steps(10) };
    expect(mixtureDifference((await run(gappy, options)).model, (await run(shuffled, options)).model)).toBeLessThan(
      1e-10,
    );
  });

  it('a pause: five steps and five more are ten', async () => {
    for (const covarianceType of covarianceTypes) {
      const start = randomMixture(key(3), covarianceType, 3, 2);
      const options = { covarianceType, scale: 'none' as const };
      const ten = await run(gappy, { ...options, start, strategy: steps(10) });
      const five = await run(gappy, { ...options, start, strategy: steps(5) });
      const rest = await run(gappy, { ...options, start: five.model, strategy: steps(5) });
      expect(rest.model).toEqual(ten.model);
      const scaled = await run(gappy, { covarianceType, start: five.model, strategy: steps(5), floor: 1e-12 });
      expect(mixtureDifference(scaled.model, ten.model)).toBeLessThan(1e-9);
    }
  });

  it.each(covarianceTypes)(
    'the units: standard scaling and none meet in the same %s mixture',
    async (covarianceType) => {
      const stretched = gappy.map(([a, b]) => [covarianceType === 'spherical' ? a : 20 * a + 300, b]);
      const start = (await run(stretched, { covarianceType, strategy: steps(1) })).model;
      const options = { covarianceType, start, strategy: steps(8), floor: 0 };
      const [scaled, bare] = [await run(stretched, options), await run(stretched, { ...options, scale: 'none' })];
      expect(mixtureDifference(scaled.model, bare.model)).toBeLessThan(1e-7);
      expect(scaled.logLikelihood).toBeCloseTo(bare.logLikelihood, 10);
      scaled.history.forEach(({ logLikelihood }, i) =>
        expect(logLikelihood).toBeCloseTo(bare.history[i].logLikelihood, 9),
      );
    },
  );

  it('units in the default strategy: a change of units of all columns changes the answer by that change', async () => {
    const converted = gappy.map(([a, b]) => [4 * a, b / 8]);
    const [metric, imperial] = [await run(gappy, { strategy: 'bcl' }), await run(converted, { strategy: 'bcl' })];
    expect(
      largestDifference(
        imperial.model.means,
        metric.model.means.map((m, i) => m * (i % 2 === 0 ? 4 : 1 / 8)),
      ),
    ).toBeLessThan(1e-9);
    const known = (d: number): number => gappy.filter((row) => !Number.isNaN(row[d])).length / gappy.length;
    const shift = known(0) * Math.log(4) + known(1) * Math.log(1 / 8);
    expect(imperial.logLikelihood).toBeCloseTo(metric.logLikelihood - shift, 10);
  });
});

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

describe('restarts', () => {
  it('are never worse than one, and the first is the same', async () => {
    const hard = drawRows(randomMixture(key(9), 'full', 6, 2, 3), key(10), 120);
    const options = { components: 6, start: 'rows' as const, strategy: joint({ maxIterations: 40 }) };
    const one = await run(hard, options);
    const five = await run(hard, { ...options, restarts: 5 });
    expect(five.logLikelihood).toBeGreaterThanOrEqual(one.logLikelihood);
    expect(five.restarts[0]).toBe(one.logLikelihood);
    expect(new Set(five.restarts).size).toBeGreaterThan(1);
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

describe('awkward data', () => {
  it('one row, one component', async () => {
    const { model } = await run([[3, 4]], { components: 1, floor: 0.5 });
    expect(Array.from(model.means)).toEqual([3, 4]);
    expect(largestDifference(model.covariances, [0.5, 0, 0, 0.5])).toBeLessThan(1e-12);
  });

  it.each(covarianceTypes)('duplicate rows only, %s', async (covarianceType) => {
    for (const strategy of ['joint', 'bcl'] as const) {
      const { model, logLikelihood } = await run(
        Array.from({ length: 9 }, () => [1, 2]),
        { components: 2, covarianceType, strategy, floor: 1e-3 },
      );
      expect(Number.isFinite(logLikelihood)).toBe(true);
      expect(model.means.every(Number.isFinite)).toBe(true);
      expect(model.weights.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 12);
    }
  });

  it('a constant column gets the floor, also where its mean rounds', async () => {
    const flat = rows.map(([a]) => [a, 0.1]);
    const { model } = await run(flat, { components: 2, floor: 1e-4 });
    for (let k = 0; k < 2; k++) {
      expect(model.means[k * 2 + 1]).toBeCloseTo(0.1, 12);
      expect(covarianceOf(model, k)[3]).toBeCloseTo(1e-4, 10);
    }
  });

  it('two equal columns', async () => {
    const { model } = await run(
      rows.map(([a]) => [a, a]),
      { components: 2 },
    );
    expect(model.covariances.every(Number.isFinite)).toBe(true);
  });

  it('columns of scale 1e-12 fit as well as in any other unit', async () => {
    const tiny = gappy.map(([a, b]) => [a * 1e-12, b]);
    const [small, usual] = [await run(tiny), await run(gappy)];
    expect(
      largestDifference(
        small.model.means.map((m, i) => (i % 2 === 0 ? m * 1e12 : m)),
        usual.model.means,
      ),
    ).toBeLessThan(1e-6);
  });

  it.each<[string, Table, Partial<FitOptions>, string, RegExp]>([
    [
      'numbers near 1e200, scaled',
      [[1e200], [-1e200], [0]],
      {},
      'NumericalFailure',
      /the variance of column 0 is too large for float64; divide/,
    ],
    [
      'numbers near 1e200, as they are',
      [[1e200], [-1e200], [0]],
      { scale: 'none', start: 'normal' },
      'NumericalFailure',
      /row 0 lies too far/,
    ],
    [
      'a singular covariance without a floor',
      [
        [1, 1],
        [2, 2],
        [3, 3],
      ],
      { floor: 0 },
      'NumericalFailure',
      /component 0 is not positive definite; raise the eigenvalue floor/,
    ],
    ['no rows', [], {}, 'InvalidData', /no rows/],
    ['ragged rows', [[1], [1, 2]], {}, 'InvalidData', /row 1 has 2 cells where row 0 has 1/],
    ['texts', [['a']] as unknown as number[][], {}, 'InvalidData', /"a", not a number/],
    ['infinities', [[Infinity]], {}, 'InvalidData', /Infinity \(row 0, column 0\)/],
    ['weights of another length', [[1], [2]], { weights: [1] }, 'InvalidData', /1 weights for 2 rows/],
    ['negative weights', [[1], [2]], { weights: [1, -1] }, 'InvalidData', /weight of row 1 is -1/],
    ['weights of NaN', [[1], [2]], { weights: [1, NaN] }, 'InvalidData', /weight of row 1 is NaN/],
  ])('%s: one clear line', async (_name, table, options, tag, message) => {
    const refused = await fit(table, { components: 1, strategy: steps(5), ...options })();
    expect(refused).toMatchObject({ left: { _tag: tag, message: expect.stringMatching(message) as string } });
    expect(E.isLeft(refused) && refused.left.message).not.toContain('\n');
  });
});

describe('cancelling', () => {
  it('stops in mid-run with the model so far', async () => {
    const controller = new AbortController();
    let last: Mixture | undefined;
    const onProgress = ({ iteration, mixture }: Progress): void => {
      last = mixture();
      if (iteration === 7) controller.abort();
    };
    const stopped = await fit(rows, { components: 3, strategy: steps(50), signal: controller.signal, onProgress })();
    expect(stopped).toMatchObject({ left: { _tag: 'Cancelled', model: last } });
    expect(E.isLeft(stopped) && stopped.left.message).toContain('the fit was cancelled');
  });

  it('gives the best finished restart when it comes in a later one', async () => {
    const controller = new AbortController();
    const options = { components: 3, seed: fold(key(0), 'x'), strategy: steps(10) };
    const onProgress = ({ restart }: Progress): void => {
      if (restart === 1) controller.abort();
    };
    const first = await runOrThrow(fit(rows, options));
    const stopped = await fit(rows, { ...options, restarts: 3, signal: controller.signal, onProgress })();
    expect(stopped).toMatchObject({ left: { _tag: 'Cancelled', model: first.model } });
  });

  it('before the first step has no model', async () => {
    const stopped = await fit(rows, { components: 3, signal: AbortSignal.abort() })();
    expect(stopped).toMatchObject({ left: { _tag: 'Cancelled', model: undefined } });
  });

  it('fits nothing before the task is run, and anew each time it is', async () => {
    let calls = 0;
    const task = fit(rows, { components: 3, strategy: steps(2), onProgress: () => calls++ });
    expect(calls).toBe(0);
    const [a, b] = [await task(), await task()];
    expect(calls).toBe(4);
    expect(a).toEqual(b);
  });
});

describe('the floor', () => {
  it('is the strategy’s own unless it is given', async () => {
    const rows = [
      [0, 0],
      [1, 0],
      [2, 0],
      [3, 0],
    ];
    const floored = { ...joint({ maxIterations: 3 }), floor: 0.5 };
    const own = await runOrThrow(fit(rows, { components: 1, strategy: floored, scale: 'none' }));
    expect(own.model.covariances[3]).toBeCloseTo(0.5, 12);
    const given = await runOrThrow(fit(rows, { components: 1, strategy: floored, scale: 'none', floor: 0.25 }));
    expect(given.model.covariances[3]).toBeCloseTo(0.25, 12);
  });
});

describe('restarts', () => {
  const rows = Array.from({ length: 40 }, (_, n) => [Math.sin(n), Math.cos(3 * n)]);

  it('outlive one that fails numerically, and say so', async () => {
    let calls = 0;
    const inner = joint({ maxIterations: 5 });
    const shaky: Strategy = {
      name: 'shaky',
      fit: (own, context) => {
        if (++calls === 1) throw new NumericalFailure('fails', 'nothing');
        return inner.fit(own, context);
      },
    };
    const { restarts, logLikelihood } = await runOrThrow(fit(rows, { components: 2, strategy: shaky, restarts: 2 }));
    expect(restarts).toEqual([-Infinity, logLikelihood]);
  });
});
