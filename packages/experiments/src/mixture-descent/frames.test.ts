import { covarianceOf, mixtureOf, orThrow } from '@bcl/em';
import { symmetricEigen } from '@bcl/linalg';
import { drawnMixture, frameOf } from './frames';

const mixture = orThrow(
  mixtureOf({ means: [[1 / 3, -2], [4, 5]], covariances: [[2, 0.5, 0.5, 1], [1, 0.999999, 0.999999, 1]] }), // prettier-ignore
);

describe('frameOf', () => {
  it('keeps means and Cholesky factors, rounded to four digits', () => {
    const { step, means, factors } = frameOf(7, mixture);
    expect([step, means]).toEqual([7, [0.3333, -2, 4, 5]]);
    expect(factors.slice(0, 3)).toEqual([1.414, 0.3536, 0.9354]);
  });

  it('refuses a covariance that is none', () => {
    const broken = { ...mixture, covariances: Float64Array.of(1, 2, 2, 1, 1, 0, 0, 1) };
    expect(() => frameOf(3, broken)).toThrow('covariance 0 is not positive definite at step 3');
  });
});

describe('drawnMixture', () => {
  it('gives back the mixture up to the rounding, with covariances that a figure can draw', () => {
    const { weights, means, covariances } = drawnMixture(frameOf(0, mixture));
    expect(weights).toEqual([0.5, 0.5]);
    means.forEach((value, i) => expect(value).toBeCloseTo(mixture.means[i], 3));
    for (const k of [0, 1]) {
      const drawn = Float64Array.from(covariances.slice(4 * k, 4 * k + 4));
      const exact = covarianceOf(mixture, k);
      drawn.forEach((value, i) => expect(value).toBeCloseTo(exact[i], 2));
      expect(symmetricEigen(drawn, 2).values[0]).toBeGreaterThan(0);
    }
  });
});
