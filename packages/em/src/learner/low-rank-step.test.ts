import { key, normal } from '@bcl/random';
import { affine, haarOrthogonal, identity, permutation, type Transform } from '@bcl/transforms';
import type { Components } from '../expectation/components';
import { lowRankOf } from '../expectation/low-rank/structure';
import { largestDifference } from '../fixtures/random-cases';
import { observe, orThrow } from '../index';
import { constrain } from '../maximization/constrain';
import { complementOf } from './low-rank-step';
import { matchingStep, type MaximumLikelihood } from './matching-step';

const D = 68;
const K = 2;
const regularisation = { floor: 0.3, ridge: 0 };
const objective: MaximumLikelihood = { innerSteps: 3, smoothing: 0.5, massGuard: 1e-5 };

/** Rows that vary along few directions: two clusters in a plane of six dimensions each, and a little noise. */
const rows = ((): number[][] => {
  const basis = normal(key('basis'), K * 6 * D);
  const coordinates = normal(key('coordinates'), 160 * 6);
  const noise = normal(key('noise'), 160 * D);
  return Array.from({ length: 160 }, (_, n) =>
    Array.from({ length: D }, (__, d) => {
      const along = [0, 1, 2, 3, 4, 5].map((i) => coordinates[n * 6 + i] * basis[((n % K) * 6 + i) * D + d]);
      return along.reduce((sum, value) => sum + value, 0.1 * noise[n * D + d] + 0.5 * (n % K));
    }),
  );
})();

const unit: Components = constrain(
  {
    components: K,
    dimension: D,
    shape: 'full',
    weights: Float64Array.of(0.4, 0.6),
    means: normal(key('means'), K * D).map((value) => 0.3 * value),
    covariances: Float64Array.from({ length: K * D * D }, (_, flat) => ((flat % (D * D)) % (D + 1) === 0 ? 1 : 0)),
  },
  'full',
  regularisation,
);

/** One joint step further: before it every eigenvalue that a marginal does not see would count as one above the floor. */
const [start] = matchingStep(unit, 'full', regularisation, orThrow(observe(rows)), {
  task: { source: [], target: Array.from({ length: D }, (_, d) => d) },
  transform: identity(D),
  objective,
});

/** The same mixture without what is known of its covariances. */
const forget = (model: Components): Components => ({ ...model, covariances: model.covariances.slice() });

const all = Array.from({ length: D }, (_, d) => d);
const most = all.filter((d) => d % 7 !== 3);
const few = all.filter((d) => d % 7 === 3);

describe('a step of a mixture of low rank over a floor', () => {
  const cases: readonly [string, Transform, readonly number[]][] = [
    ['joint', identity(D), all],
    ['on most axes', identity(D), most],
    ['on few axes', identity(D), few],
    ['in a rotated space', haarOrthogonal(key('rotated'), D), most],
    ['on little of a rotated space', haarOrthogonal(key('little'), D), few],
    ['joint in a rotated space', haarOrthogonal(key('whole'), D), all],
  ];

  it.each(cases)('is what the dense one is: %s', (_, transform, target) => {
    const data = orThrow(observe(rows));
    const matching = { task: { source: [], target: [...target] }, transform, objective };
    let [quick, dense] = [start, start];
    for (let i = 0; i < 2; i++) {
      const [nextQuick, quickInfo] = matchingStep(quick, 'full', regularisation, data, matching);
      const [nextDense, denseInfo] = matchingStep(forget(dense), 'full', regularisation, data, matching);
      [quick, dense] = [nextQuick, nextDense];
      expect(quickInfo.logLikelihood).toBeCloseTo(denseInfo.logLikelihood, 8);
      expect(largestDifference(quickInfo.shares, denseInfo.shares)).toBeLessThan(1e-9);
      for (const name of ['weights', 'means', 'covariances'] as const)
        expect(largestDifference(quick[name], dense[name])).toBeLessThan(1e-8);
    }
    expect(lowRankOf(quick.covariances)).toHaveLength(K);
  });
});

describe('threads', () => {
  it('share a step without a bit of difference', () => {
    const transform = haarOrthogonal(key('rotated'), D);
    const matching = { task: { source: [], target: most }, transform, objective };
    const of = (threads: number) => matchingStep(start, 'full', regularisation, orThrow(observe(rows, undefined, { threads })), matching); // prettier-ignore
    const alone = of(1);
    for (const threads of [2, 3]) expect(of(threads)).toEqual(alone);
  });
});

describe('complementOf', () => {
  it('takes orthogonal transforms of which most is seen, and no others', () => {
    expect(complementOf(identity(D), all)).toEqual({ count: 0, directions: new Float64Array(0) });
    expect(complementOf(haarOrthogonal(key(1), D), most)?.count).toBe(few.length);
    expect(complementOf(permutation([2, 0, 1]), [0, 1])?.directions).toEqual(Float64Array.of(0, 1, 0));
    expect(complementOf(identity(D), few)).toBeUndefined();
    expect(complementOf(affine([4, 1, 1, 3], [0, 0]), [0, 1])).toBeUndefined();
  });
});
