import { key } from '@bcl/random';
import fc from 'fast-check';
import { densityFunction, plain } from '../fixtures/brute-force';
import { integrate, integratePlane } from '../fixtures/quadrature';
import { cases, covarianceTypes, largestDifference, mixtureDifference, randomMixture } from '../fixtures/random-cases';
import {
  condition,
  covarianceOf,
  logDensity,
  marginal,
  mixtureOf,
  orThrow,
  responsibilities,
  type Mixture,
} from '../index';

const densityOf = (mixture: Mixture): ((row: number[]) => number) => densityFunction(plain(mixture));

describe.each(covarianceTypes)('%s mixtures', (type) => {
  it('have marginals equal to the numerical integral', () => {
    const mixture = randomMixture(key(type), type, 2, 3, 1);
    const density = densityOf(mixture);
    const [front, ends, middle] = [[0, 1], [2, 0], [1]].map((target) => densityOf(orThrow(marginal(mixture, target))));
    for (const x of [-1.5, 0.2, 2]) {
      expect(front([-0.5, x])).toBeCloseTo(
        integrate((y) => density([-0.5, x, y]), -16, 16, 500),
        9,
      );
      expect(ends([x, 0.3])).toBeCloseTo(
        integrate((y) => density([0.3, y, x]), -16, 16, 500),
        9,
      );
      const overTwo = integratePlane((y, z) => density([y, x, z]), -12, 12, 160);
      expect(Math.abs(middle([x]) - overTwo)).toBeLessThan(1e-6);
    }
  });

  it('have conditionals equal to the numerical ratio', () => {
    const mixture = randomMixture(key(type), type, 3, 3, 1);
    const density = densityOf(mixture);
    const given = densityOf(orThrow(condition(mixture, [0, 2], [0.4, -0.7])));
    const normaliser = integrate((y) => density([0.4, y, -0.7]), -10, 10, 800);
    for (const y of [-2, -0.5, 0.1, 1.7]) expect(given([y])).toBeCloseTo(density([0.4, y, -0.7]) / normaliser, 9);
  });

  it('have conditionals on the plane equal to the numerical ratio', () => {
    const mixture = randomMixture(key(type), type, 2, 3, 1);
    const density = densityOf(mixture);
    const given = densityOf(orThrow(condition(mixture, [1], [0.6])));
    const normaliser = integratePlane((x, z) => density([x, 0.6, z]), -12, 12, 160);
    for (const [x, z] of [
      [0, 0],
      [1.2, -0.4],
      [-2, 1],
    ])
      expect(Math.abs(given([x, z]) - density([x, 0.6, z]) / normaliser)).toBeLessThan(1e-6);
  });

  it('obey the chain rule log p(x) = log p(x_S) + log p(x_T | x_S) to 1e-10', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 3 }), (seed, size) => {
        const mixture = randomMixture(key(seed), type, 3, 4);
        const x = [0.3, -1.2, 2.1, 0.9].map((value, d) => value + Math.sin(seed + d));
        const source = [[2], [3, 1], [2, 0, 3]][size - 1];
        const target = [0, 1, 2, 3].filter((d) => !source.includes(d));
        const logAt = (m: Mixture, row: number[]): number => orThrow(logDensity(m, [row]))[0];
        const values = source.map((d) => x[d]);
        const joint = logAt(mixture, x);
        const parts =
          logAt(orThrow(marginal(mixture, source)), values) +
          logAt(
            orThrow(condition(mixture, source, values)),
            target.map((d) => x[d]),
          );
        expect(Math.abs(joint - parts)).toBeLessThan(1e-10 * (1 + Math.abs(joint)));
      }),
      { numRuns: 25 },
    );
  });

  it('give one answer to p(x_2 | x_0), by marginal first or by condition first', () => {
    const mixture = randomMixture(key(11), type, 3, 4);
    const a = orThrow(condition(orThrow(marginal(mixture, [0, 2])), [0], [0.8]));
    const b = orThrow(marginal(orThrow(condition(mixture, [0], [0.8])), [1]));
    expect(mixtureDifference(a, b)).toBeLessThan(1e-12);
    expect([a.covarianceType, b.covarianceType]).toEqual([type, type]);
  });

  it('learn the same from one condition on two coordinates as from two conditions in a row', () => {
    const mixture = randomMixture(key(12), type, 2, 3);
    const at_once = orThrow(condition(mixture, [0, 1], [0.5, -0.5]));
    const in_turn = orThrow(condition(orThrow(condition(mixture, [0], [0.5])), [0], [-0.5]));
    expect(mixtureDifference(at_once, in_turn)).toBeLessThan(1e-12);
  });
});

describe('condition', () => {
  const mixture = randomMixture(key(13), 'full', 3, 3);

  it('weighs components by p(k | x_S)', () => {
    const expected = orThrow(responsibilities(mixture, [[NaN, 1.1, NaN]])).data;
    expect(largestDifference(orThrow(condition(mixture, [1], [1.1])).weights, expected)).toBeLessThan(1e-14);
  });

  it('reads values in the order of the source', () => {
    const a = orThrow(condition(mixture, [0, 2], [0.1, 0.2]));
    const b = orThrow(condition(mixture, [2, 0], [0.2, 0.1]));
    expect(mixtureDifference(a, b)).toBe(0);
  });

  it('makes valid mixtures: weights that sum to one, covariances that mixtureOf accepts', () => {
    fc.assert(
      fc.property(cases({ rows: 1 }), ({ start, rows: [row] }) => {
        fc.pre(start.dimension > 1);
        const given = orThrow(condition(start, [0], [row[0]]));
        const means = Array.from({ length: given.components }, (_, k) =>
          given.means.subarray(k * given.dimension, (k + 1) * given.dimension),
        );
        expect(mixtureOf({ ...given, means })).toMatchObject({ _tag: 'Right' });
        expect(given.weights.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 12);
      }),
      { numRuns: 25 },
    );
  });

  it('never widens a component', () => {
    const given = orThrow(condition(mixture, [0], [3]));
    for (let k = 0; k < 3; k++) {
      const [before, after] = [covarianceOf(mixture, k), covarianceOf(given, k)];
      expect(after[0]).toBeLessThanOrEqual(before[4]);
      expect(after[3]).toBeLessThanOrEqual(before[8]);
    }
  });

  it.each<[string, number[], number[], string]>([
    ['an empty source', [], [], 'the source [] is empty'],
    ['a coordinate outside', [3], [0], 'the source [3] holds 3'],
    ['a negative coordinate', [-1], [0], 'holds -1'],
    ['half a coordinate', [0.5], [0], 'holds 0.5'],
    ['a repeated coordinate', [1, 1], [0, 0], 'repeats a coordinate'],
    ['too few values', [0, 1], [0], '1 values for 2 source coordinates'],
    ['everything given', [0, 1, 2], [0, 0, 0], 'every coordinate is given'],
    ['a value of NaN', [0], [NaN], 'the value of coordinate 0 is NaN'],
    ['an infinite value', [0, 2], [0, Infinity], 'the value of coordinate 2 is Infinity'],
  ])('refuses %s', (_name, source, values, message) => {
    expect(condition(mixture, source, values)).toMatchObject({
      left: { _tag: 'InvalidOption', message: expect.stringContaining(message) as string },
    });
  });

  it('tells a value that no component reaches', () => {
    expect(condition(mixture, [0], [1e300])).toMatchObject({ left: { _tag: 'NumericalFailure' } });
  });

  it('stays exact far out, where all densities underflow', () => {
    const { weights } = orThrow(condition(mixture, [0], [200]));
    expect(weights.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 12);
  });
});

describe('marginal', () => {
  const mixture = randomMixture(key(14), 'full', 2, 3);

  it('keeps the order it is asked for', () => {
    const swapped = orThrow(marginal(mixture, [2, 0]));
    expect(Array.from(swapped.means)).toEqual([2, 0, 5, 3].map((i) => mixture.means[i]));
    expect(Array.from(swapped.covariances.subarray(0, 4))).toEqual([8, 6, 2, 0].map((i) => mixture.covariances[i]));
  });

  it('of everything is the mixture', () => {
    expect(orThrow(marginal(mixture, [0, 1, 2]))).toEqual(mixture);
  });

  it.each([[[]], [[3]], [[0, 0]], [[-1]], [[NaN]]])('refuses the target %j', (target) => {
    expect(marginal(mixture, target)).toMatchObject({ left: { _tag: 'InvalidOption' } });
  });
});
