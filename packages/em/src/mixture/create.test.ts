import { key } from '@bcl/random';
import * as E from 'fp-ts/lib/Either.js';
import { covarianceTypes, randomMixture } from '../fixtures/random-cases';
import { mixtureOf, orThrow, type MixtureParameters } from '../index';

const unit = [
  [1, 0],
  [0, 1],
];
const refusal = (parameters: MixtureParameters): string => {
  const made = mixtureOf(parameters);
  return E.isLeft(made) ? `${made.left._tag}: ${made.left.message}` : 'accepted';
};

describe('mixtureOf', () => {
  it('divides weights by their sum, and makes them equal without any', () => {
    const means = [[0], [1]];
    const covariances = [1, 1];
    expect(orThrow(mixtureOf({ means, covariances, weights: [1, 3] })).weights).toEqual(Float64Array.of(0.25, 0.75));
    expect(orThrow(mixtureOf({ means, covariances })).weights).toEqual(Float64Array.of(0.5, 0.5));
  });

  it('takes covariances nested in any way', () => {
    const means = [
      [1, 2],
      [3, 4],
    ];
    const flat = Float64Array.of(1, 0, 0, 1, 1, 0, 0, 1);
    for (const covariances of [[unit, unit], flat, [flat.slice(0, 4), flat.slice(4)], [[1, 0, 0, 1], unit]])
      expect(orThrow(mixtureOf({ means, covariances })).covariances).toEqual(flat);
  });

  it('takes a component of weight zero', () => {
    expect(refusal({ means: [[0], [1]], covariances: [1, 1], weights: [1, 0] })).toBe('accepted');
  });

  it.each(covarianceTypes)('remakes a %s mixture from its own parts, bit for bit', (covarianceType) => {
    const mixture = randomMixture(key(9), covarianceType, 3, 2);
    const means = [0, 1, 2].map((k) => mixture.means.subarray(k * 2, k * 2 + 2));
    expect(orThrow(mixtureOf({ ...mixture, means }))).toEqual(mixture);
  });

  it.each<[string, MixtureParameters, string]>([
    ['no means', { means: [], covariances: [] }, 'there are no means'],
    ['means without numbers', { means: [[]], covariances: [] }, 'there are no means'],
    ['means of different length', { means: [[1], [1, 2]], covariances: [1, 1] }, 'the means differ in length'],
    ['a mean that is not finite', { means: [[NaN]], covariances: [1] }, 'a mean is not finite'],
    ['too few weights', { means: [[1], [2]], covariances: [1, 1], weights: [1] }, 'for 2 components'],
    ['negative weights', { means: [[1], [2]], covariances: [1, 1], weights: [2, -1] }, 'the weights are [2, -1]'],
    ['weights of zero', { means: [[1]], covariances: [1], weights: [0] }, 'the weights are [0]'],
    ['weights of NaN', { means: [[1]], covariances: [1], weights: [NaN] }, 'the weights are [NaN]'],
    ['too many covariances', { means: [[1]], covariances: [1, 1] }, '2 covariance numbers where full needs 1'],
    [
      'an asymmetric covariance',
      {
        means: [[1, 1]],
        covariances: [
          [1, 0.5],
          [0.4, 1],
        ],
      },
      'covariance 0 is not symmetric at (1, 0): 0.4 and 0.5',
    ],
    [
      'a singular covariance',
      {
        means: [[1, 1]],
        covariances: [
          [1, 1],
          [1, 1],
        ],
      },
      'covariance 0 is not positive definite',
    ],
    [
      'a negative variance',
      { means: [[1], [1]], covariances: [1, -1], covarianceType: 'diagonal' },
      'covariance 1 is not positive definite',
    ],
    ['a covariance of NaN', { means: [[1]], covariances: [NaN] }, 'covariance 0 is not positive definite'],
    ['an infinite variance', { means: [[1]], covariances: [Infinity] }, 'covariance 0 is not positive definite'],
    [
      'infinite variances',
      { means: [[1, 1]], covariances: [Infinity], covarianceType: 'spherical' },
      'covariance 0 is not positive definite',
    ],
  ])('refuses %s', (_name, parameters, message) => {
    expect(refusal(parameters)).toContain(`InvalidOption: `);
    expect(refusal(parameters)).toContain(message);
  });

  it('forgives asymmetry at the rounding of its scale, also beside zeros', () => {
    expect(
      refusal({
        means: [[1, 1]],
        covariances: [
          [4, 1e-17],
          [0, 9],
        ],
      }),
    ).toBe('accepted');
    expect(
      refusal({
        means: [[1, 1]],
        covariances: [
          [4e-30, 1e-34],
          [0, 9e-30],
        ],
      }),
    ).toContain('not symmetric');
  });

  it('copies what it is given', () => {
    const weights = Float64Array.of(1);
    const covariances = Float64Array.of(2);
    const mixture = orThrow(mixtureOf({ means: [[0]], covariances, weights }));
    weights[0] = 7;
    covariances[0] = 7;
    expect([mixture.weights[0], mixture.covariances[0]]).toEqual([1, 2]);
  });
});
