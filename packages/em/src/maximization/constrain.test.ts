import { symmetricEigen } from '@bcl/linalg';
import { key } from '@bcl/random';
import fc from 'fast-check';
import { covarianceTypes, largestDifference, randomMixture } from '../fixtures/random-cases';
import { toComponents } from '../mixture/mixture';
import { constrain, toDiagonalShape, toFullShape } from './constrain';

const none = { floor: 0, ridge: 0 };
const model = toComponents(randomMixture(key('constrain'), 'full', 3, 3));
const own = (covariances: Float64Array, k: number): Float64Array => covariances.slice(k * 9, (k + 1) * 9);

describe('constrain', () => {
  it('leaves full covariances alone when nothing asks for a change', () => {
    expect(constrain(model, 'full', none).covariances).toEqual(model.covariances);
  });

  it('averages tied covariances by the shares, or by the weights without shares', () => {
    for (const shares of [undefined, Float64Array.of(0.2, 0.3, 0.5)]) {
      const by = shares ?? model.weights;
      const { covariances } = constrain(model, 'tied', none, shares);
      const expected = own(model.covariances, 0).map((_, i) =>
        [0, 1, 2].reduce((sum, k) => sum + by[k] * model.covariances[k * 9 + i], 0),
      );
      [0, 1, 2].forEach((k) => expect(largestDifference(own(covariances, k), expected)).toBeLessThan(1e-14));
    }
  });

  it('keeps the diagonal, or its mean', () => {
    const diagonal = constrain(model, 'diagonal', none).covariances;
    const spherical = constrain(model, 'spherical', none).covariances;
    for (let k = 0; k < 3; k++) {
      const variances = [0, 4, 8].map((i) => model.covariances[k * 9 + i]);
      own(diagonal, k).forEach((value, i) => expect(value).toBe(i % 4 === 0 ? variances[i / 4] : 0));
      const mean = (variances[0] + variances[1] + variances[2]) / 3;
      own(spherical, k).forEach((value, i) => expect(value).toBeCloseTo(i % 4 === 0 ? mean : 0, 14));
    }
  });

  it.each(covarianceTypes)('gives the same for diagonal storage as for full, %s', (type) => {
    if (type === 'full' || type === 'tied') return;
    const regularisation = { floor: 0.4, ridge: 0.05 };
    const narrow = constrain(toDiagonalShape(model), type, regularisation);
    const wide = toDiagonalShape(constrain(model, type, regularisation));
    expect(largestDifference(narrow.covariances, wide.covariances)).toBeLessThan(1e-15);
  });

  it('lifts every eigenvalue to the floor and leaves no covariance asymmetric', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.constantFrom(...covarianceTypes),
        fc.double({ min: 1e-6, max: 2, noNaN: true }),
        (seed, type, floor) => {
          const random = toComponents(randomMixture(key(seed), 'full', 2, 3));
          const flat = {
            ...random,
            covariances: random.covariances.map((value, i) => value - (i % 4 === 0 ? 0.2 : 0)),
          };
          const { covariances } = constrain(flat, type, { floor, ridge: 0 });
          for (let k = 0; k < 2; k++) {
            const covariance = own(covariances, k);
            expect(symmetricEigen(covariance, 3).values[0]).toBeGreaterThan(floor * (1 - 1e-9) - 1e-13);
            [1, 2, 5].forEach((i) => expect(covariance[i]).toBe(covariance[(i % 3) * 3 + Math.floor(i / 3)]));
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('adds the ridge to the diagonal before the floor', () => {
    const zero = { ...model, covariances: new Float64Array(27) };
    for (const type of covarianceTypes) {
      const { covariances } = constrain(zero, type, { floor: 0.1, ridge: 0.3 });
      own(covariances, 1).forEach((value, i) => expect(value).toBeCloseTo(i % 4 === 0 ? 0.3 : 0, 14));
    }
  });

  it('changes neither its argument nor weights and means', () => {
    const before = Float64Array.from(model.covariances);
    for (const type of covarianceTypes) {
      const { weights, means } = constrain(model, type, { floor: 3, ridge: 1 });
      expect([weights, means]).toEqual([model.weights, model.means]);
    }
    expect(model.covariances).toEqual(before);
  });
});

describe('shapes', () => {
  it('go to full and back without loss', () => {
    const narrow = toDiagonalShape(model);
    const wide = toFullShape(narrow);
    expect(narrow.covariances).toHaveLength(9);
    expect(wide.covariances).toHaveLength(27);
    expect(toDiagonalShape(wide)).toEqual(narrow);
  });

  it('are returned as they are when there is nothing to do', () => {
    expect(toFullShape(model)).toBe(model);
    const narrow = toDiagonalShape(model);
    expect(toDiagonalShape(narrow)).toBe(narrow);
  });
});
