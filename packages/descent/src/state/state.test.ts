import { mixtureOf, orThrow, type CovarianceType, type Nested } from '@bcl/em';
import { covarianceOf } from '@bcl/em';
import { key } from '@bcl/random';
import fc from 'fast-check';
import { randomMixture } from '../fixtures/mixtures';
import { mixtureOfState, stateOf } from './state';

describe('a state', () => {
  it('describes the mixture it came from', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 4 }),
        (seed, components, dimension) => {
          const mixture = randomMixture(key(seed), components, dimension);
          const back = mixtureOfState(stateOf(mixture));
          expect(back).toMatchObject({ components, dimension, covarianceType: 'full', means: mixture.means });
          back.covariances.forEach((value, at) => expect(value).toBeCloseTo(mixture.covariances[at], 12));
          expect(back.weights).toEqual(mixture.weights);
        },
      ),
      { numRuns: 40 },
    );
  });

  it.each<[CovarianceType, Nested]>([
    ['spherical', [2, 3]],
    ['diagonal', [1, 2, 3, 4]],
    ['tied', [2, 1, 1, 2]],
  ])('can come from %s covariances', (covarianceType, covariances) => {
    const mixture = orThrow(
      mixtureOf({
        means: [
          [0, 0],
          [1, 1],
        ],
        covariances,
        covarianceType,
      }),
    );
    const back = mixtureOfState(stateOf(mixture));
    for (const k of [0, 1])
      covarianceOf(mixture, k).forEach((value, at) => expect(back.covariances[4 * k + at]).toBeCloseTo(value, 14));
  });

  it('shares no array with what it came from', () => {
    const mixture = randomMixture(key(1), 2, 2);
    const state = stateOf(mixture);
    const model = mixtureOfState(state);
    for (const [a, b] of [
      [state.means, mixture.means],
      [state.weights, mixture.weights],
      [model.means, state.means],
      [model.weights, state.weights],
    ])
      expect(a).not.toBe(b);
  });

  it('is refused a component without weight or without a covariance', () => {
    const mixture = randomMixture(key(1), 2, 2);
    expect(() => stateOf({ ...mixture, weights: Float64Array.of(1, 0) })).toThrow(
      'component 1 of the start has weight 0',
    );
    expect(() => stateOf({ ...mixture, covariances: new Float64Array(8) })).toThrow(
      'component 0 is not positive definite',
    );
  });
});
