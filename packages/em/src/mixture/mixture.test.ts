import { key } from '@bcl/random';
import { covarianceTypes, randomMixture } from '../fixtures/random-cases';
import { covarianceOf, parameterCount } from '../index';
import { covarianceLength, fromComponents, toComponents } from './mixture';

describe.each(covarianceTypes)('a %s mixture', (type) => {
  const mixture = randomMixture(key(type), type, 3, 4);

  it('goes to the form of the kernels and back without loss', () => {
    expect(fromComponents(toComponents(mixture), type)).toEqual(mixture);
  });

  it('has as many covariance numbers as its type says', () => {
    expect(mixture.covariances).toHaveLength(covarianceLength(type, 3, 4));
    expect(mixture.covariances).toHaveLength({ full: 48, tied: 16, diagonal: 12, spherical: 3 }[type]);
  });

  it('shows each covariance as a matrix, whatever it stores', () => {
    const { shape, covariances } = toComponents(mixture);
    for (let k = 0; k < 3; k++) {
      const matrix = covarianceOf(mixture, k);
      for (let i = 0; i < 16; i++) {
        const onDiagonal = i % 5 === 0;
        const stored = shape === 'full' ? covariances[k * 16 + i] : onDiagonal ? covariances[k * 4 + i / 5] : 0;
        expect(matrix[i]).toBe(stored);
      }
    }
  });

  it('hands out copies of its covariances', () => {
    const before = Float64Array.from(mixture.covariances);
    covarianceOf(mixture, 0).fill(-1);
    toComponents(mixture).covariances.fill(-1);
    expect(mixture.covariances).toEqual(before);
  });
});

describe('parameterCount', () => {
  it.each([
    // scikit-learn's _n_parameters for K = 3, D = 4.
    ['full', 44],
    ['tied', 24],
    ['diagonal', 26],
    ['spherical', 17],
  ] as const)('counts the free parameters of %s covariances', (type, count) => {
    expect(parameterCount(randomMixture(key(1), type, 3, 4))).toBe(count);
  });

  it('of one normal on a line is mean and variance', () => {
    for (const type of covarianceTypes) expect(parameterCount(randomMixture(key(1), type, 1, 1))).toBe(2);
  });
});
