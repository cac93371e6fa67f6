import golden from '../golden/distances.golden.json';
import { frechetDistance, gaussianFrechet } from './frechet-distance';

const diagonal = (...values: number[]): number[] =>
  values.flatMap((value, i) => values.map((_, j) => (i === j ? value : 0)));

describe('gaussianFrechet', () => {
  it('for diagonal covariances is the sum over coordinates of (σ_a - σ_b)², and the means apart', () => {
    const a = { mean: [0, 1, 2], covariance: diagonal(1, 4, 9) };
    const b = { mean: [0, 3, 2], covariance: diagonal(4, 4, 0.25) };
    expect(gaussianFrechet(a, b)).toBeCloseTo(4 + 1 + 0 + 6.25, 12);
  });

  it('for two 2 × 2 covariances is the closed form tr(A) + tr(B) - 2 √(tr(AB) + 2 √det(AB))', () => {
    const [a, b] = [
      [2, 0.7, 0.7, 1],
      [1, -0.4, -0.4, 3],
    ];
    const trace = 2 * 1 - 2 * 0.7 * 0.4 + 1 * 3;
    const root = Math.sqrt((2 - 0.49) * (3 - 0.16));
    const expected = 3 + 4 - 2 * Math.sqrt(trace + 2 * root);
    expect(gaussianFrechet({ mean: [0, 0], covariance: a }, { mean: [0, 0], covariance: b })).toBeCloseTo(expected, 12);
  });

  it('takes singular covariances: of two lines at an angle, and of a point', () => {
    const along = (angle: number) => {
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      return { mean: [0, 0], covariance: [c * c, c * s, c * s, s * s] };
    };
    expect(gaussianFrechet(along(0.3), along(1.1))).toBeCloseTo(2 - 2 * Math.cos(0.8), 7);
    expect(gaussianFrechet(along(0.3), { mean: [0, 5], covariance: [0, 0, 0, 0] })).toBeCloseTo(26, 12);
  });

  it.each([
    ['means of two sizes', [0], [0, 0], [1], [1, 0, 0, 1], 'one mean has 1 numbers and the other 2'],
    ['a covariance that is not square', [0, 0], [0, 0], [1, 0], [1, 0, 0, 1], 'for 2 dimensions'],
    ['a negative variance', [0], [0], [-1], [1], 'not positive semi-definite'],
    ['a correlation above one', [0, 0], [0, 0], [1, 2, 2, 1], [1, 0, 0, 1], 'not positive semi-definite'],
    [
      'a covariance beside a variance of zero',
      [0, 0],
      [0, 0],
      [0, 1, 1, 1],
      [1, 0, 0, 1],
      'not positive semi-definite',
    ],
    ['a NaN', [0], [0], [NaN], [1], 'covariance[0] is NaN'],
  ])('refuses %s', (_, meanA, meanB, covarianceA, covarianceB, message) => {
    const call = () =>
      gaussianFrechet({ mean: meanA, covariance: covarianceA }, { mean: meanB, covariance: covarianceB });
    expect(call).toThrow(RangeError);
    expect(call).toThrow(message);
  });
});

describe('frechetDistance', () => {
  it.each(golden.space)("equals SciPy's matrix square root to 1e-9: $name", ({ a, b, dimension, frechet }) => {
    expect(Math.abs(frechetDistance(a, b, dimension) - frechet)).toBeLessThan(1e-9);
    expect(frechetDistance(b, a, dimension)).toBeCloseTo(frechet, 9);
  });

  it('of features from themselves is zero, and of moved ones the square of the way, also with few points', () => {
    const size = 40;
    const few = Array.from({ length: 12 * size }, (_, i) => Math.sin(i * i));
    expect(frechetDistance(few, few, size)).toBeLessThan(1e-5);
    const moved = few.map((value, i) => value + (i % size === 3 ? 2 : 0));
    expect(frechetDistance(few, moved, size)).toBeCloseTo(4, 4);
  });

  it('refuses a single point', () => {
    expect(() => frechetDistance([1, 2], [1, 2, 3, 4], 2)).toThrow('a holds one point');
  });
});

describe('features that depend on each other', () => {
  // A network has units that never answer, and units that say the same.
  it.each([50, 1000])('%i points have the distance that they have where they are free', (count) => {
    const [free, copies] = [5, 12];
    const points = (from: number) =>
      Array.from({ length: count * free }, (_, i) => Math.sin((i + from) * (i + from) * 0.37) + (i % free) / 7);
    // Each coordinate is shared out among twelve, of lengths that make it the same distance; a third of the others is 0.
    const share = Array.from({ length: copies }, (_, c) => (c % 3 === 0 ? 0 : Math.cos(c)));
    const length = Math.hypot(...share);
    const spreadOut = (rows: number[]) => rows.flatMap((value) => share.map((part) => (value * part) / length));
    const [a, b] = [points(0), points(90_001)];
    const apart = frechetDistance(spreadOut(a), spreadOut(b), free * copies);
    expect(apart).toBeCloseTo(frechetDistance(a, b, free), 6);
    expect(apart).toBeGreaterThan(1e-5);
  });
});
