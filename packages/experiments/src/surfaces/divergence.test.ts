import { condition, logDensity, mixtureOf, orThrow, type Mixture } from '@bcl/em';
import { reverseKL, sumOf, type Loss } from './divergence';
import { conditionalsAt, jointMatching, rotatedConditionals, rotatedMarginals } from './matching';

const variance = 0.1;
const points = Array.from({ length: 12 }, (_, i) => [-2 + 4 * ((i * 0.618) % 1), -2 + 4 * ((i * 0.7548) % 1)] as const);

/** The two-component mixture after a turn by `angle`, as a mixture of `@bcl/em`. */
function turned(mu1: number, mu2: number, angle: number): Mixture {
  const [c, s] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  return orThrow(
    mixtureOf({
      weights: [0.5, 0.5],
      means: [
        [c * mu1, -s * mu1],
        [c * mu2, -s * mu2],
      ],
      covariances: Float64Array.of(variance, 0, 0, variance, variance, 0, 0, variance),
    }),
  );
}

/** ∫ p (log p - log q) by a plain sum over a wide line. */
function integral(p: Mixture, q: Mixture): number {
  const step = 0.01;
  const line = { rows: 1201, columns: 1, data: Float64Array.from({ length: 1201 }, (_, i) => -6 + step * i) };
  const [logP, logQ] = [orThrow(logDensity(p, line)), orThrow(logDensity(q, line))];
  return logP.reduce((sum, value, i) => sum + Math.exp(value) * (value - logQ[i]) * step, 0);
}

describe('reverseKL', () => {
  it('agrees with the independent quadrature of the reference program', () => {
    const at = (angle: number, mu1: number, mu2: number) => reverseKL({ name: '', angle }, variance)(mu1, mu2);
    expect(at(0, -2, -2)).toBeCloseTo(5.693, 3);
    expect(at(30, -2, -2)).toBeCloseTo(4.443, 3);
    expect(at(45, -2, -2)).toBeCloseTo(3.194, 2);
    expect(at(60, -2, -2)).toBeCloseTo(1.944, 2);
    expect(at(0, -1, -1)).toBeCloseTo(Math.LN2, 2); // one of two far modes
  });

  it.each([0, 15, 60, 75, 130])('is the KL of the conditionals that @bcl/em gives, at %d degrees', (angle) => {
    for (const { given = 0 } of conditionalsAt(angle, variance).slice(2, 6)) {
      const line = (mixture: Mixture) => orThrow(condition(mixture, [1], [given]));
      for (const [mu1, mu2] of points.slice(0, 4)) {
        const expected = integral(line(turned(mu1, mu2, angle)), line(turned(-1, 1, angle)));
        expect(reverseKL({ name: '', angle, given }, variance)(mu1, mu2)).toBeCloseTo(expected, 8);
      }
    }
  });

  it.each([0.005, 0.02, 0.1, 1])('changes by less than 1e-6 with twice the nodes, at σ² = %d', (sigma2) => {
    for (const matching of [...rotatedMarginals.slice(0, 7), ...rotatedConditionals(sigma2).slice(7, 28)]) {
      const [once, twice] = [reverseKL(matching, sigma2), reverseKL(matching, sigma2, { density: 2 })];
      for (const [mu1, mu2] of points) expect(Math.abs(once(mu1, mu2) - twice(mu1, mu2))).toBeLessThan(1e-6);
    }
  });

  it('is never negative, is zero at both optima, and does not change when the components are exchanged', () => {
    for (const matching of [jointMatching, ...rotatedMarginals, ...rotatedConditionals(variance)]) {
      const loss = reverseKL(matching, variance);
      expect(Math.abs(loss(1, -1)) + Math.abs(loss(-1, 1))).toBeLessThan(1e-12);
      for (const [mu1, mu2] of points) {
        expect(loss(mu1, mu2)).toBeGreaterThan(-1e-12);
        expect(loss(mu2, mu1)).toBeCloseTo(loss(mu1, mu2), 10);
      }
    }
  });

  it('is zero for the second coordinate, in which the components agree', () => {
    const gradient = Float64Array.of(7, 7);
    expect(reverseKL({ name: '', angle: 90 }, variance)(0.3, 1.2, gradient)).toBe(0);
    expect(Array.from(gradient)).toEqual([0, 0]);
  });

  const differences = (loss: Loss, mu1: number, mu2: number): number[] => {
    const h = 1e-5;
    const along = (a: number, b: number) => (loss(mu1 + a, mu2 + b) - loss(mu1 - a, mu2 - b)) / (2 * h);
    return [along(h, 0), along(0, h)];
  };

  it('has the gradient of finite differences, with and without a given coordinate', () => {
    const gradient = new Float64Array(2);
    for (const matching of [rotatedMarginals[0], rotatedMarginals[10], ...rotatedConditionals(variance).slice(8, 34)]) {
      const loss = reverseKL(matching, variance);
      for (const [mu1, mu2] of points.slice(0, 5)) {
        loss(mu1, mu2, gradient);
        const [d1, d2] = differences(loss, mu1, mu2);
        expect(gradient[0]).toBeCloseTo(d1, 5);
        expect(gradient[1]).toBeCloseTo(d2, 5);
      }
    }
  });

  it('adds up, values and gradients', () => {
    const [a, b] = [reverseKL(rotatedMarginals[1], variance), reverseKL(rotatedMarginals[3], variance)];
    const both = sumOf([a, b], [2, 0.5]);
    expect(both(0.4, -0.7)).toBeCloseTo(2 * a(0.4, -0.7) + 0.5 * b(0.4, -0.7), 12);
    const gradient = new Float64Array(2);
    both(0.4, -0.7, gradient);
    const [d1, d2] = differences(both, 0.4, -0.7);
    expect(gradient[0]).toBeCloseTo(d1, 5);
    expect(gradient[1]).toBeCloseTo(d2, 5);
  });
});
