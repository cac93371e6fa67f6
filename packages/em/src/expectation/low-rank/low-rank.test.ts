import { normal, key, type Key } from '@bcl/random';
import { haarOrthogonal, identity } from '@bcl/transforms';
import { largestDifference } from '../../fixtures/random-cases';
import { observe, orThrow } from '../../index';
import { complementOf } from '../../learner/low-rank-step';
import { jointView } from '../../learner/matching-step';
import { viewOf } from '../../observations/view';
import type { Components } from '../components';
import { expectation } from '../expectation';
import type { EngineName } from '../engines';
import { lowRankEngine } from './engine';
import { lowRankExpectation, lowRankInput, scoreLowRankRows } from './pass';
import { nothing } from './prepare';
import { covariancesFrom, floorToLowRank, lowRankOf, type LowRank } from './structure';
import { rotateAndRestrict } from './rotate-and-restrict.fixture';

const K = 3;
const engines = ['wasm', 'typescript'] as const;
const floor = 0.3;

/** Three components of ranks 5, 0 and 9 around points a few floors apart. */
function mixture(from: Key, dimension: number, spread = 0.4): Components {
  const parts: LowRank[] = [5, 0, 9].map((rank, k) => ({
    floor,
    rank,
    factor: normal(key(`${k} ${dimension}`), rank * dimension).map(
      (value, i) => value / (1 + Math.floor(i / dimension)),
    ),
  }));
  const means = normal(from, K * dimension).map((value) => spread * value);
  const weights = Float64Array.of(0.2, 0.5, 0.3);
  return { components: K, dimension, shape: 'full', weights, means, covariances: covariancesFrom(parts, dimension) };
}

function rowsOf(model: Components, count: number): number[][] {
  const { dimension, means } = model;
  const noise = normal(key('rows'), count * dimension);
  return Array.from({ length: count }, (_, n) =>
    Array.from({ length: dimension }, (__, d) => means[(n % K) * dimension + d] + 0.6 * noise[n * dimension + d]),
  );
}

const partsOf = (model: Components): readonly LowRank[] => lowRankOf(model.covariances) ?? [];

describe('the E step for covariances of low rank over a floor', () => {
  it.each([6, 16, 33, 70])(
    'gives what the dense one gives, with both kernels and with weights, for D = %p',
    (dimension) => {
      const model = mixture(key('joint'), dimension);
      const rows = rowsOf(model, 75);
      for (const weights of [undefined, rows.map((_, n) => (n % 4) / 2)]) {
        for (const engine of engines) {
          const data = orThrow(observe(rows, weights, { engine }));
          const dense = expectation(model, jointView(data));
          const quick = lowRankExpectation(model, data, lowRankInput(model, partsOf(model), nothing));
          expect(Math.abs(quick.logLikelihood - dense.logLikelihood)).toBeLessThan(
            1e-10 * Math.abs(dense.logLikelihood),
          );
          for (const name of ['mass', 'first', 'second'] as const)
            expect(largestDifference(quick[name], dense[name])).toBeLessThan(1e-9);
        }
      }
    },
  );

  it.each(['axes', 'rotated'])('looks at a marginal without moving a row: %s', (kind) => {
    const dimension = 20;
    const model = mixture(key('marginal'), dimension);
    const rows = rowsOf(model, 60);
    const transform = kind === 'axes' ? identity(dimension) : haarOrthogonal(key('Haar'), dimension);
    const target = [0, 1, 3, 4, 5, 6, 8, 9, 10, 11, 13, 15, 16, 18, 19];
    const complement = complementOf(transform, target);
    if (complement === undefined) throw new Error('no complement');
    for (const engine of engines) {
      const data = orThrow(observe(rows, undefined, { engine }));
      const dense = expectation(
        rotateAndRestrict(model, transform.linear, target),
        viewOf(data, kind === 'axes' ? undefined : transform.linear, target),
      );
      const quick = lowRankExpectation(model, data, lowRankInput(model, partsOf(model), complement));
      expect(Math.abs(quick.logLikelihood - dense.logLikelihood)).toBeLessThan(1e-9);
      expect(largestDifference(quick.mass, dense.mass)).toBeLessThan(1e-9);
    }
  });

  it('gives up components that cannot matter, and changes nothing by it', () => {
    const model = mixture(key('far'), 40, 6);
    const rows = rowsOf(model, 130);
    const input = lowRankInput(model, partsOf(model), nothing);
    const of = (engine: EngineName) => {
      const data = orThrow(observe(rows, undefined, { engine }));
      return { ...scoreLowRankRows(data, input), ...lowRankExpectation(model, data, input) };
    };
    const [fast, plain] = engines.map(of);
    expect(Array.from(fast.labels)).toEqual(rows.map((_, n) => n % K));
    expect(fast.labels).toEqual(plain.labels);
    expect(largestDifference(fast.logDensities, plain.logDensities)).toBeLessThan(1e-9);
    expect(largestDifference(fast.second, plain.second)).toBeLessThan(1e-8);
    const kernel = lowRankEngine('wasm').evaluation(input);
    kernel.evaluate(Float64Array.from(rows[0]), Int32Array.of(0), 0, 1);
    expect([0, 1, 2].filter((k) => kernel.joint[k * kernel.most] === -Infinity).length).toBe(2);
  });

  it('says which row no component reaches, and knows a component without weight', () => {
    const model = mixture(key('lost'), 8);
    const rows = [new Array<number>(8).fill(0), [1e200, 0, 0, 0, 0, 0, 0, 0]];
    const input = lowRankInput(model, partsOf(model), nothing);
    for (const options of [{ engine: 'wasm' }, { engine: 'typescript' }, { threads: 2 }] as const) {
      const lost = orThrow(observe(rows, undefined, options));
      expect(() => lowRankExpectation(model, lost, input)).toThrow('row 1 lies too far');
    }
    const weightless = { ...model, weights: Float64Array.of(0.5, 0, 0.5) };
    const data = orThrow(observe(rowsOf(model, 20)));
    const dense = expectation(weightless, jointView(data));
    const quick = lowRankExpectation(weightless, data, lowRankInput(weightless, partsOf(model), nothing));
    expect(largestDifference(quick.mass, dense.mass)).toBeLessThan(1e-9);
  });
});

describe('threads', () => {
  it.each([undefined, 'weights'])(
    'share a pass, and rows come in any order, without a bit of difference: %s',
    (kind) => {
      const dimension = 18;
      const model = mixture(key('shared'), dimension, 1);
      const rows = rowsOf(model, 2500);
      const weights = kind === undefined ? undefined : rows.map((_, n) => (n % 5) / 2);
      const input = lowRankInput(model, partsOf(model), nothing);
      const of = (threads: number) => {
        const data = orThrow(observe(rows, weights, { threads }));
        // The second pass takes the rows by their components.
        return [
          lowRankExpectation(model, data, input),
          lowRankExpectation(model, data, input),
          scoreLowRankRows(data, input),
        ];
      };
      const [alone] = of(1);
      for (const threads of [1, 2, 3]) {
        const [first, second, scored] = of(threads);
        expect(first).toEqual(alone);
        expect(second).toEqual(alone);
        expect(scored.logLikelihood).toBe(alone.logLikelihood);
      }
      const dense = expectation(model, jointView(orThrow(observe(rows, weights))));
      expect(largestDifference((alone as typeof dense).second, dense.second)).toBeLessThan(1e-8);
    },
  );
});

describe('floorToLowRank', () => {
  it('is the floored matrix where little lies above the floor, and says so where it saves nothing', () => {
    const dimension = 70;
    const { covariances } = mixture(key('floor'), dimension);
    const own = covariances.slice(2 * dimension * dimension);
    const lowered = own.map((value, flat) => value - (flat % (dimension + 1) === 0 ? 0.25 : 0));
    const part = floorToLowRank(lowered, dimension, floor);
    expect(part?.rank).toBe(9);
    const expected = own.map((value) => value);
    const again = covariancesFrom(part === undefined ? [] : [part], dimension);
    // The nine eigenvalues above the floor keep what was taken from them; all others are the floor.
    const above = mixture(key('floor'), dimension);
    expect(above.covariances).toEqual(covariances);
    const trace = (a: Float64Array) =>
      a.reduce((sum, value, flat) => sum + (flat % (dimension + 1) === 0 ? value : 0), 0);
    expect(trace(again)).toBeCloseTo(trace(expected) - 9 * 0.25, 9);
    expect(floorToLowRank(own, dimension, 0.01)).toBeUndefined();
    expect(floorToLowRank(own.slice(0, 36), 6, floor)).toBeUndefined();
  });

  it('knows multiples of the identity', () => {
    const identity = Float64Array.from({ length: 4900 }, (_, flat) => (flat % 71 === 0 ? 2 : 0));
    expect(floorToLowRank(identity, 70, 0.5)).toEqual({ floor: 2, rank: 0, factor: new Float64Array(0) });
    expect(floorToLowRank(identity, 70, 3)).toEqual({ floor: 3, rank: 0, factor: new Float64Array(0) });
  });
});
