import fc from 'fast-check';
import { arrays } from '../algebra/arrays';
import { alphaBridge } from './alpha-bridge';
import { alphaDivergence, kl } from './fixtures/gaussians';
import { atExtremes, differences, functionErrors, gradientBetween, valueBetween } from './fixtures/ratio';

const p = { mean: 0.4, deviation: 1.1 };
const q = { mean: -0.5, deviation: 0.9 };
const of = (...values: number[]) => Float64Array.from(values);
const normalise = false;

/** The divergence that an α stands for, with the Kullback-Leibler divergences at the ends. */
function expected(alpha: number, model = p): number {
  if (alpha === 0) return kl(model, q);
  return alpha === 1 ? kl(q, model) : alphaDivergence(model, q, alpha);
}

describe('alphaBridge', () => {
  it.each([0, 0.1, 0.5, 0.8, 1])('is the α-divergence between Gaussians, for α = %p', (alpha) => {
    expect(valueBetween(alphaBridge({ alpha }), p, q)).toBeCloseTo(expected(alpha), 9);
    expect(valueBetween(alphaBridge({ alpha }), q, q)).toBeCloseTo(0, 11);
  });

  it.each([1e-9, 1 - 1e-9])('is next to a Kullback-Leibler divergence at α = %p', (alpha) => {
    expect(valueBetween(alphaBridge({ alpha }), p, q)).toBeCloseTo(expected(Math.round(alpha)), 7);
  });

  it.each([0, 0.1, 0.5, 0.8, 1])('has its gradient along reparameterised samples, for α = %p', (alpha) => {
    const [byMean, byDeviation] = differences((model) => expected(alpha, model), p);
    const [mean, deviation] = gradientBetween(alphaBridge({ alpha, normalise }), p, q);
    expect(mean).toBeCloseTo(byMean, 7);
    expect(deviation).toBeCloseTo(byDeviation, 7);
  });

  it('descends in the same direction with normalised weights', () => {
    const plain = gradientBetween(alphaBridge({ alpha: 0.5, normalise }), p, q);
    const normalised = gradientBetween(alphaBridge({ alpha: 0.5 }), p, q);
    // E_p[r^α] = 1 − α (1 − α) D_α.
    const factor = 1 - 0.25 * expected(0.5);
    expect(plain[0] / normalised[0]).toBeCloseTo(factor, 9);
    expect(plain[1] / normalised[1]).toBeCloseTo(factor, 9);
  });

  it.each([
    [0, null],
    [1e-9, null],
    [0.3, null],
    [0.5, null],
    [1, null],
    [0, 2],
    [0.3, 2],
    [0.7, 1.5],
    [1, 2],
    [0.5, 0],
  ])('has functions that belong together, for α = %p and clip %p', (alpha, clip) => {
    const { generator, curvature, atZero } = functionErrors(alphaBridge({ alpha, clip, normalise }));
    expect(generator).toBeLessThan(2e-5);
    expect(curvature).toBeLessThan(2e-5);
    expect(atZero).toBeLessThan(1e-15);
  });

  it('has weights that no longer change beyond the clip', () => {
    const objective = alphaBridge({ alpha: 0.5, clip: Math.log(4), normalise });
    const weights = objective.weight(arrays, of(-900, -Math.log(4), 0, Math.log(4), 900));
    [0.5, 0.5, 1, 2, 2].forEach((weight, i) => expect(weights[i]).toBeCloseTo(weight, 13));
  });

  it('is ≥ 0, and 0 at p = q alone, with a clip as without', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -2, max: 2, noNaN: true }),
        fc.double({ min: 0.5, max: 1.4, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom(null, 0.5, 3),
        (mean, deviation, alpha, clip) => {
          const model = { mean, deviation };
          const bound = 0.01 * Math.min(1, kl(model, { mean: 0, deviation: 1 }));
          const value = valueBetween(alphaBridge({ alpha, clip }), model, { mean: 0, deviation: 1 });
          expect(value).toBeGreaterThan(bound - 1e-9);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('is finite however far apart the densities are', () => {
    for (const alpha of [0, 5e-324, 1e-8, 0.25, 0.5, 0.75, 1 - 1e-8, 1]) {
      for (const clip of [null, 5, 100]) {
        for (const normalised of [true, false]) {
          const values = atExtremes(alphaBridge({ alpha, clip, normalise: normalised }));
          expect([alpha, clip, values.find((value) => !Number.isFinite(value))]).toEqual([alpha, clip, undefined]);
        }
      }
    }
  });

  it('keeps a path in its parameters, stands at its start, and knows itself at any moment', () => {
    const path = { from: 1, to: 0, shape: 'cosine' as const };
    const objective = alphaBridge({ alpha: path, normalise });
    expect(objective.parameters).toEqual({ alpha: path, normalise: false, clip: null });
    const l = of(Math.log(3));
    expect(objective.weight(arrays, l)[0]).toBeCloseTo(3, 13);
    expect(objective.at?.(1)).toMatchObject({ parameters: { alpha: 0, normalise: false, clip: null } });
    expect(objective.at?.(0.5)).toMatchObject({ parameters: { alpha: 0.5 } });
    expect(objective.at?.(0.5)).not.toHaveProperty('at');
    expect(alphaBridge({ alpha: 0.5 })).not.toHaveProperty('at');
  });

  it('refuses an α outside [0, 1]', () => {
    expect(() => alphaBridge({ alpha: 1.5 })).toThrow(
      'alphaBridge: alpha is 1.5: it must be a number from 0 to 1, or a path { from, to } between such numbers',
    );
    expect(() => alphaBridge({ alpha: { from: 2, to: 0 } })).toThrow(/alpha is \{"from":2,"to":0\}/);
    expect(() => alphaBridge({ clip: -1 })).toThrow('clip is -1: it must be a number from 0 to 100, or null');
  });
});
