import { cholesky } from '@bcl/linalg';
import { fold, key, normal } from '@bcl/random';
import { affine, haarOrthogonal, identity, permutation, type Transform } from '@bcl/transforms';
import fc from 'fast-check';
import { distanceBetween, emStep, invert, logNormal, plain, type PlainMixture } from '../fixtures/brute-force';
import { nullCombinations } from '../fixtures/null-space';
import { cases, covarianceTypes, drawRows, largestDifference, randomMixture, withGaps } from '../fixtures/random-cases';
import { observe, orThrow, type CovarianceType, type Mixture } from '../index';
import { fromComponents, toComponents } from '../mixture/mixture';
import { jointView, matchingStep, type StepInfo } from './matching-step';

const none = { floor: 0, ridge: 0 };
const once = { innerSteps: 1, smoothing: 0, massGuard: 0 };
const D = 4;
const truth = randomMixture(key('matching step'), 'full', 2, D);
const complete = drawRows(truth, key(1), 40);
const gappy = withGaps(complete, key(2), 0.35).concat([[NaN, NaN, NaN, NaN]]);

const step = (
  mixture: Mixture,
  rows: number[][],
  transform: Transform,
  target: readonly number[],
  { type = mixture.covarianceType, regularisation = none, objective = once } = {},
): readonly [PlainMixture, StepInfo] => {
  const data = orThrow(observe(rows, undefined, { emptyColumns: true }));
  const matching = { task: { source: [], target }, transform, objective };
  const [model, info] = matchingStep(toComponents(mixture), type, regularisation, data, matching);
  return [plain(fromComponents(model, type)), info];
};

type Dense = number[][];
const product = (a: Dense, b: Dense): Dense =>
  a.map((row) => b[0].map((_, j) => row.reduce((s, v, i) => s + v * b[i][j], 0)));
const transposed = (a: Dense): Dense => a[0].map((_, j) => a.map((row) => row[j]));
const applied = (a: Dense, x: number[]): number[] => a.map((row) => row.reduce((sum, v, i) => sum + v * x[i], 0));
const dense = (flat: Float64Array): Dense =>
  Array.from({ length: D }, (_, i) => Array.from(flat.subarray(i * D, (i + 1) * D)));

/**
 * One EM step on y_T, y = A x, by the definition: each row tells z = N y_T, and the posterior of y_T given z under each
 * component, N(m + S Nᵀ (N S Nᵀ)⁻¹ (z - N m), S - S Nᵀ (N S Nᵀ)⁻¹ N S), enters the M step.
 */
function direct(mixture: PlainMixture, rows: Dense, linear: Dense, target: number[]): [PlainMixture, number] {
  const onTarget = target.map((t) => linear[t]);
  const rotatedMeans = mixture.means.map((mean) => applied(linear, mean));
  const rotated = mixture.covariances.map((c) => product(product(linear, c), transposed(linear)));
  const parts = rotated.map((c) => target.map((i) => target.map((j) => c[i][j])));
  const centres = rotatedMeans.map((mean) => target.map((t) => mean[t]));
  let logLikelihood = 0;
  const posteriors = rows.map((row) => {
    const gaps = row.flatMap((value, d) => (Number.isNaN(value) ? [d] : []));
    const n = nullCombinations(onTarget.map((line) => gaps.map((d) => line[d])));
    const z = n.map((w) => {
      const onCells = applied(transposed(onTarget), w);
      return onCells.reduce((sum, value, d) => sum + (gaps.includes(d) ? 0 : value * row[d]), 0);
    });
    const each = centres.map((m, k) => {
      if (n.length === 0) return { log: Math.log(mixture.weights[k]), mean: m, covariance: parts[k] };
      const spread = product(product(n, parts[k]), transposed(n));
      const gain = product(product(parts[k], transposed(n)), invert(spread).inverse);
      const surprise = applied(n, m).map((value, i) => z[i] - value);
      const explained = product(product(gain, n), parts[k]);
      return {
        log: Math.log(mixture.weights[k]) + logNormal(z, applied(n, m), spread),
        mean: applied(gain, surprise).map((value, i) => value + m[i]),
        covariance: parts[k].map((line, i) => line.map((value, j) => value - explained[i][j])),
      };
    });
    const top = Math.max(...each.map(({ log }) => log));
    const total = top + Math.log(each.reduce((sum, { log }) => sum + Math.exp(log - top), 0));
    logLikelihood += total / rows.length;
    return each.map(({ log, ...rest }) => ({ share: Math.exp(log - total), ...rest }));
  });
  const mass = centres.map((_, k) => posteriors.reduce((sum, each) => sum + each[k].share, 0));
  const means = centres.map((m, k) =>
    m.map((_, i) => posteriors.reduce((sum, each) => sum + each[k].share * each[k].mean[i], 0) / mass[k]),
  );
  centres.forEach((_, k) =>
    target.forEach((t, i) => {
      rotatedMeans[k][t] = means[k][i];
      target.forEach((u, j) => {
        rotated[k][t][u] =
          posteriors.reduce((sum, each) => {
            const { share, mean, covariance } = each[k];
            return sum + share * ((mean[i] - means[k][i]) * (mean[j] - means[k][j]) + covariance[i][j]);
          }, 0) / mass[k];
      });
    }),
  );
  const back = transposed(linear);
  return [
    {
      weights: mass.map((m) => m / rows.length),
      means: rotatedMeans.map((mean) => applied(back, mean)),
      covariances: rotated.map((c) => product(product(back, c), linear)),
    },
    logLikelihood,
  ];
}

describe('a step on a rotated marginal', () => {
  it.each([
    ['complete rows', complete],
    ['gaps and a row that is all gaps', gappy],
  ])('is the exact EM step of what the rows tell about it: %s', (_name, rows) => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom<number[]>([2], [0, 3], [0, 1, 2], [0, 1, 2, 3]), (seed, target) => {
        const transform = haarOrthogonal(key(seed), D);
        const [model, { logLikelihood }] = step(truth, rows, transform, target);
        const [expected, expectedLog] = direct(plain(truth), rows, dense(transform.linear), target);
        expect(distanceBetween(model, expected)).toBeLessThan(1e-9);
        expect(logLikelihood).toBeCloseTo(expectedLog, 9);
      }),
      { numRuns: 12 },
    );
  });

  it('on all coordinates is a plain EM step in any rotation, with and without gaps', () => {
    for (const rows of [complete, gappy]) {
      const expected = emStep(plain(truth), rows, 'full');
      for (const transform of [haarOrthogonal(key(3), D), permutation([2, 0, 3, 1])])
        expect(distanceBetween(step(truth, rows, transform, [0, 1, 2, 3])[0], expected)).toBeLessThan(1e-10);
    }
  });

  it.each(covarianceTypes)('restores %s covariances on the way back', (type) => {
    const mixture = randomMixture(key(4), type, 2, D);
    const [{ weights, covariances }] = step(mixture, gappy, haarOrthogonal(key(5), D), [0, 1], {
      type,
      regularisation: { floor: 1e-6, ridge: 0 },
    });
    expect(weights.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 12);
    for (const covariance of covariances) {
      expect(cholesky(Float64Array.from(covariance.flat()), D)).toBeDefined();
      if (type === 'diagonal' || type === 'spherical')
        covariance.forEach((row, i) => row.forEach((value, j) => expect(value === 0).toBe(i !== j)));
    }
    if (type === 'tied') expect(covariances[1]).toEqual(covariances[0]);
  });
});

describe('a step on a marginal of the original axes', () => {
  it('is a plain EM step of the marginal, and leaves all other blocks as they were', () => {
    const target = [1, 3];
    const before = plain(truth);
    const [{ means, covariances, weights }] = step(truth, gappy, identity(D), target);
    const part: PlainMixture = {
      weights: before.weights,
      means: before.means.map((mean) => target.map((t) => mean[t])),
      covariances: before.covariances.map((c) => target.map((i) => target.map((j) => c[i][j]))),
    };
    const expected = emStep(
      part,
      gappy.map((row) => target.map((t) => row[t])),
      'full',
    );
    expect(largestDifference(weights, expected.weights)).toBeLessThan(1e-10);
    for (let k = 0; k < 2; k++)
      for (let i = 0; i < D; i++) {
        const inTarget = target.indexOf(i);
        expect(means[k][i]).toBeCloseTo(inTarget < 0 ? before.means[k][i] : expected.means[k][inTarget], 10);
        for (let j = 0; j < D; j++) {
          const own = target.includes(i) && target.includes(j);
          const value = own ? expected.covariances[k][inTarget][target.indexOf(j)] : before.covariances[k][i][j];
          expect(covariances[k][i][j]).toBeCloseTo(value, 10);
        }
      }
  });

  it('adds the ridge to what it estimates, and to nothing else', () => {
    const regularisation = { floor: 0, ridge: 0.5 };
    for (const type of ['full', 'diagonal'] as CovarianceType[]) {
      const mixture = randomMixture(key(6), type, 2, D);
      const objective = { ...once, innerSteps: 3 };
      const [bare] = step(mixture, complete, identity(D), [1, 3]);
      const [ridged] = step(mixture, complete, identity(D), [1, 3], { regularisation });
      const [repeated] = step(mixture, complete, identity(D), [1, 3], { regularisation, objective });
      for (let k = 0; k < 2; k++)
        for (let i = 0; i < D; i++) {
          expect(ridged.covariances[k][i][i] - bare.covariances[k][i][i]).toBeCloseTo(i % 2 === 1 ? 0.5 : 0, 10);
          if (i % 2 === 0) expect(repeated.covariances[k][i][i]).toBeCloseTo(plain(mixture).covariances[k][i][i], 10);
        }
    }
  });
});

describe('any step', () => {
  it('of several inner steps is as many steps', () => {
    const transform = haarOrthogonal(key(7), D);
    const inner = (n: number): PlainMixture =>
      step(truth, gappy, transform, [0, 2], { objective: { ...once, innerSteps: n } })[0];
    const data = orThrow(observe(gappy));
    let model = toComponents(truth);
    for (let i = 0; i < 3; i++) {
      const matching = { task: { source: [], target: [0, 2] }, transform, objective: once };
      [model] = matchingStep(model, 'full', none, data, matching);
    }
    expect(distanceBetween(inner(3), plain(fromComponents(model, 'full')))).toBeLessThan(1e-9);
  });

  it('of joint and several inner steps is as many plain EM steps', () => {
    fc.assert(
      fc.property(cases({ gaps: 0.2, rows: 20 }), ({ start, type, rows }) => {
        const target = Array.from({ length: start.dimension }, (_, d) => d);
        const [twice] = step(start, rows, identity(start.dimension), target, { objective: { ...once, innerSteps: 2 } });
        const expected = emStep(emStep(plain(start), rows, type), rows, type);
        expect(distanceBetween(twice, expected)).toBeLessThan(1e-7);
      }),
      { numRuns: 15 },
    );
  });

  it('smooths the weights, and averages tied covariances by shares all the same', () => {
    const mixture = randomMixture(key(8), 'tied', 2, D);
    const [smoothed] = step(mixture, complete, identity(D), [0, 1, 2, 3], { objective: { ...once, smoothing: 0.5 } });
    const bare = emStep(plain(mixture), complete, 'tied');
    smoothed.weights.forEach((weight, k) => expect(weight).toBeCloseTo((bare.weights[k] + 0.5) / 2, 12));
    expect(largestDifference(smoothed.covariances.flat(2), bare.covariances.flat(2))).toBeLessThan(1e-10);
  });

  it('works under any affine map: the offset is not felt, the marginal is', () => {
    const linear = Float64Array.from(normal(key(9), D * D), (v, i) => v / 4 + (i % (D + 1) === 0 ? 1 : 0));
    const plainMap = affine(linear, new Float64Array(D));
    const shifted = affine(linear, Float64Array.of(5, -3, 2, 9));
    const [a, infoA] = step(truth, gappy, plainMap, [0, 1]);
    const [b, infoB] = step(truth, gappy, shifted, [0, 1]);
    expect(distanceBetween(a, b)).toBeLessThan(1e-12);
    expect(infoA.logLikelihood).toBe(infoB.logLikelihood);
    expect(
      distanceBetween(step(truth, gappy, plainMap, [0, 1, 2, 3])[0], emStep(plain(truth), gappy, 'full')),
    ).toBeLessThan(1e-8);
  });

  it('changes no argument', () => {
    const model = toComponents(truth);
    const data = orThrow(observe(gappy));
    const before = structuredClone([model, data]);
    const matching = {
      task: { source: [], target: [0, 3] },
      transform: haarOrthogonal(fold(key(1), 1), D),
      objective: once,
    };
    matchingStep(model, 'full', { floor: 1, ridge: 1 }, data, matching);
    expect([model, data]).toEqual(before);
  });

  it('refuses conditional matchings and transforms of another size', () => {
    const data = orThrow(observe(complete));
    const go = (source: number[], dimension: number) => () =>
      matchingStep(toComponents(truth), 'full', none, data, {
        task: { source, target: [0] },
        transform: identity(dimension),
        objective: once,
      });
    expect(go([1], D)).toThrow(/joint and marginal matchings/);
    expect(go([], 3)).toThrow(/3 coordinates, the mixture has 4/);
  });
});

it('a view of the data is made once', () => {
  const data = orThrow(observe(gappy));
  expect(jointView(data)).toBe(jointView(data));
});
