import { isLeft } from 'fp-ts/lib/Either.js';
import { key, normal } from '@bcl/random';
import type { Components } from '../expectation/components';
import { lowRankOf } from '../expectation/low-rank/structure';
import { covarianceTypes, randomMixture } from '../fixtures/random-cases';
import { orThrow } from '../index';
import { constrain } from '../maximization/constrain';
import { stateFromBytes, stateToBytes } from './state-bytes';
import { toComponents } from './mixture';

const D = 64;
/** Of low rank over a floor. */
const structured: Components = (() => {
  const factor = normal(key('factor'), 3 * D);
  const covariance = (i: number, j: number) =>
    [0, 1, 2].reduce((sum, r) => sum + factor[r * D + i] * factor[r * D + j], 0);
  const covariances = Float64Array.from({ length: D * D }, (_, flat) => covariance(Math.floor(flat / D), flat % D));
  const means = normal(key('means'), D);
  return constrain({ components: 1, dimension: D, shape: 'full', weights: Float64Array.of(1), means, covariances }, 'full', { floor: 0.1, ridge: 0 }); // prettier-ignore
})();

describe('states as bytes', () => {
  it.each(covarianceTypes)('come back to the bit: %s', (type) => {
    const model = toComponents(randomMixture(key(type), type, 3, 4));
    expect(orThrow(stateFromBytes(stateToBytes({ model }))).model).toEqual(model);
  });

  it('keep the structure of covariances, in a fraction of the space', () => {
    const bytes = stateToBytes({ model: structured });
    expect(bytes.length).toBe(8 * (6 + 1 + D + 2 + 3 * D));
    const { model } = orThrow(stateFromBytes(bytes));
    expect(model).toEqual(structured);
    expect(lowRankOf(model.covariances)).toEqual(lowRankOf(structured.covariances));
  });

  it('are told from what is no state, or was cut short', () => {
    const bytes = stateToBytes({ model: structured });
    const other = bytes.slice();
    other[3] ^= 1;
    for (const bad of [bytes.slice(0, -8), bytes.slice(0, 30), new Uint8Array([...bytes, 0]), other, new Uint8Array(0)])
      expect(isLeft(stateFromBytes(bad))).toBe(true);
  });
});
