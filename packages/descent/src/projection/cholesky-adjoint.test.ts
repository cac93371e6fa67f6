import { cholesky, invertLowerTriangular } from '@bcl/linalg';
import { covarianceOf } from '@bcl/em';
import { key, normal } from '@bcl/random';
import { randomMixture } from '../fixtures/mixtures';
import { choleskyAdjoint } from './cholesky-adjoint';

describe('choleskyAdjoint', () => {
  it.each([1, 2, 3, 5])('is the derivative by a symmetric %i x %i matrix, by differences', (n) => {
    const covariance = covarianceOf(randomMixture(key(n), 1, n), 0);
    const by = normal(key(1), n * n);
    // Any function of the factor: Σ by_ij L_ij.
    const f = (c: Float64Array): number => {
      const l = cholesky(c, n) ?? new Float64Array(n * n);
      return l.reduce((sum, value, at) => sum + by[at] * value, 0);
    };
    const factor = cholesky(covariance, n) ?? new Float64Array(0);
    const at = 2;
    const shifted = (values: Float64Array): Float64Array => Float64Array.from([9, 9, ...values]);
    const out = new Float64Array(at + n * n);
    const whitening = shifted(invertLowerTriangular(factor, n));
    choleskyAdjoint(shifted(factor), whitening, shifted(by), at, n, new Float64Array(n * n), out);
    const h = 1e-5;
    for (let i = 0; i < n; i++)
      for (let j = 0; j <= i; j++) {
        const moved = (step: number): Float64Array => {
          const c = covariance.slice();
          c[i * n + j] += step;
          if (i !== j) c[j * n + i] += step;
          return c;
        };
        const difference = (f(moved(h)) - f(moved(-h))) / (2 * h);
        const [low, high] = [out[at + i * n + j], out[at + j * n + i]];
        expect(low).toBeCloseTo(high, 12);
        expect(i === j ? low : low + high).toBeCloseTo(difference, 6);
      }
  });
});
