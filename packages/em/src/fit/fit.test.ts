import { fromRows, symmetricEigen } from '@bcl/linalg';
import { key } from '@bcl/random';
import { NumericalFailure } from '../expectation/components';
import { gappy, rows, run, steps, truth } from '../fixtures/fitting';
import {
  covarianceTypes,
  drawRows,
  largestDifference,
  mixtureDifference,
  randomMixture,
} from '../fixtures/random-cases';
import {
  covarianceOf,
  fit,
  joint,
  logDensity,
  meanLogDensity,
  orThrow,
  runOrThrow,
  type HistoryEntry,
  type Mixture,
  type Progress,
  type Strategy,
} from '../index';

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
