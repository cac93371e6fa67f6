import fc from 'fast-check';
import { arrays } from '../algebra/arrays';
import { alphaGenerator, alphaIntegrand, alphaSlope, alphaWeight, alphaWeightNormalised } from './alpha-divergence';

const of = (...values: number[]) => Float64Array.from(values);
const phi = (l: number, alpha: number) => alphaIntegrand(arrays, of(l), alpha)[0];
const moderate = fc.double({ min: -8, max: 8, noNaN: true });

/** How far two numbers are apart, relative to their size. */
const apart = (a: number, b: number) => Math.abs(a - b) / (1 + Math.abs(a) + Math.abs(b));

describe('alphaIntegrand', () => {
  it('is the formula where the formula can be computed', () => {
    fc.assert(
      fc.property(moderate, fc.double({ min: 0.02, max: 0.98, noNaN: true }), (l, alpha) => {
        const r = Math.exp(l);
        const plain = (1 - r ** alpha - alpha ** 2 * (1 - r)) / (alpha * (1 - alpha));
        expect(apart(phi(l, alpha), plain)).toBeLessThan(1e-11);
      }),
    );
  });

  it('has the limits −ℓ at α = 0 and r ℓ + 2(1 − r) at α = 1', () => {
    fc.assert(
      fc.property(moderate, (l) => {
        const r = Math.exp(l);
        expect(phi(l, 0)).toBe(-l);
        expect(apart(phi(l, 1), r * l + 2 * (1 - r))).toBeLessThan(1e-13);
      }),
    );
  });

  it.each([1e-8, 1e-12, 1e-16, 1e-99, 1e-101, 1e-300, 5e-324])('is near its limits at a distance of %p', (distance) => {
    fc.assert(
      fc.property(moderate, (l) => {
        // They differ by about α (r − 1), and r is at most e⁸.
        const bound = 300 * distance + 1e-13;
        expect(apart(phi(l, distance), phi(l, 0))).toBeLessThan(bound);
        expect(apart(phi(l, 1 - distance), phi(l, 1))).toBeLessThan(bound);
      }),
    );
  });

  it('is one function on both sides of α = ½, where it is computed in another way', () => {
    fc.assert(fc.property(moderate, (l) => expect(apart(phi(l, 0.5), phi(l, 0.5 - 1e-12))).toBeLessThan(1e-10)));
  });

  it('keeps its digits near p = q, where it is −ℓ + O(ℓ²)', () => {
    for (const alpha of [0, 1e-8, 0.3, 0.5, 0.9, 1 - 1e-8, 1]) {
      expect(Math.abs(phi(1e-10, alpha) / -1e-10 - 1)).toBeLessThan(1e-9);
    }
  });

  it('tends to (1 + α)/α where there are no data, for α > 0', () => {
    for (const alpha of [0.1, 0.5, 0.9, 1]) expect(phi(-1e6, alpha)).toBeCloseTo((1 + alpha) / alpha, 10);
    expect(phi(-Infinity, 0.5)).toBeCloseTo(3, 14);
  });
});

describe('alphaSlope', () => {
  it('is f′ by finite differences', () => {
    const h = 1e-5;
    for (const alpha of [0, 1e-9, 0.2, 0.5, 0.8, 1 - 1e-9, 1]) {
      for (const l of [-3, -0.4, 0, 1, 2.5]) {
        const slope = (phi(l + h, alpha) - phi(l - h, alpha)) / (2 * h * Math.exp(l));
        expect(apart(alphaSlope(arrays, of(l), alpha)[0], slope)).toBeLessThan(1e-8);
      }
    }
  });
});

describe('alphaGenerator', () => {
  it('has the limit −ℓ at α = 0, also far from 0', () => {
    expect(alphaGenerator(arrays, of(-1e6, 3, 1e6), 0)).toEqual(of(1e6, -3, -1e6));
    expect(alphaGenerator(arrays, of(3), 1e-9)[0]).toBeCloseTo(-3, 7);
  });

  it('is 1 − r at α = 1', () => {
    expect(alphaGenerator(arrays, of(Math.log(5)), 1)[0]).toBeCloseTo(-4, 13);
  });
});

describe('the weights', () => {
  const logRatios = fc.array(fc.double({ min: -900, max: 900, noNaN: true }), { minLength: 1, maxLength: 8 });
  const alphas = fc.double({ min: 0, max: 1, noNaN: true });

  it('are r^α', () => {
    expect(alphaWeight(arrays, of(Math.log(4), Math.log(9)), 0.5)[1]).toBeCloseTo(3, 13);
    expect(alphaWeight(arrays, of(-Infinity, Infinity), 0)).toEqual(of(1, 1));
  });

  it('sum to 1 with the masses once they are normalised, for log-ratios of any size', () => {
    fc.assert(
      fc.property(logRatios, alphas, (numbers, alpha) => {
        const mass = numbers.map((_, i) => i + 1);
        const total = mass.reduce((sum, m) => sum + m, 0);
        const shares = of(...mass.map((m) => m / total));
        const weights = alphaWeightNormalised(arrays, of(...numbers), alpha, shares);
        expect(arrays.sum(arrays.multiply(shares, weights))[0]).toBeCloseTo(1, 12);
        expect(weights.every((weight) => weight >= 0)).toBe(true);
      }),
    );
  });

  it('do not change with the constant of a density once they are normalised', () => {
    fc.assert(
      fc.property(logRatios, alphas, fc.double({ min: -1e4, max: 1e4, noNaN: true }), (numbers, alpha, constant) => {
        const weights = alphaWeightNormalised(arrays, of(...numbers), alpha);
        const shifted = alphaWeightNormalised(arrays, of(...numbers.map((l) => l + constant)), alpha);
        weights.forEach((weight, i) => expect(apart(shifted[i], weight)).toBeLessThan(1e-9));
      }),
    );
  });

  it('are numbers where log-ratios are infinite', () => {
    expect(alphaWeightNormalised(arrays, of(-Infinity, -Infinity), 0.5)).toEqual(of(1, 1));
    expect(alphaWeightNormalised(arrays, of(0, Infinity), 0.5)).toEqual(of(0, 2));
    expect(alphaWeightNormalised(arrays, of(-Infinity, 3), 1)).toEqual(of(0, 2));
  });
});
