import { joint } from '@bcl/masks';
import { key } from '@bcl/random';
import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { cases, covarianceTypes, drawRows, randomMixture } from '../fixtures/random-cases';
import { bigLearn, fit, fromJSON, orThrow, runOrThrow, toJSON, type MixtureJSON } from '../index';

const through = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const refusal = (value: unknown): string => {
  const read = fromJSON(value);
  return E.isLeft(read) ? read.left.message : 'accepted';
};

describe('a mixture written and read', () => {
  it('is the same to the bit, for every covariance type', () => {
    fc.assert(
      fc.property(cases({ rows: 1 }), ({ start }) => {
        expect(orThrow(fromJSON(through(toJSON(start))))).toEqual(start);
      }),
      { numRuns: 40 },
    );
  });

  it.each(covarianceTypes)('is the same after a fit, %s', async (covarianceType) => {
    const rows = drawRows(randomMixture(key(1), 'full', 2, 3), key(2), 60);
    // Without a floor nothing rounds the covariances off to exact symmetry.
    const strategy = bigLearn({ iterations: 3, smoothing: 0.1, joint: 0, marginal: 0, target: joint() });
    const { model } = await runOrThrow(fit(rows, { components: 2, covarianceType, strategy, floor: 0 }));
    expect(orThrow(fromJSON(through(toJSON(model))))).toEqual(model);
  });

  it('keeps extreme numbers', () => {
    const [low, high] = [5e-324, 1.7976931348623157e308];
    const mixture = {
      ...randomMixture(key(3), 'spherical', 2, 2),
      means: Float64Array.of(low, high, -high, 0.1 + 0.2),
    };
    expect(orThrow(fromJSON(through(toJSON(mixture))))).toEqual(mixture);
  });
});

describe('fromJSON', () => {
  const good = toJSON(randomMixture(key(4), 'full', 2, 2));

  it.each<[string, unknown, string]>([
    ['nothing', null, 'the value is not an object'],
    ['a text', 'mixture', 'the value is not an object'],
    ['a list', [], 'its format is undefined'],
    ['another format', { ...good, format: 'pickle' }, 'its format is "pickle"'],
    [
      'a later version',
      { ...good, version: 2 },
      'its version is 2, this release reads 1; use the release that wrote it',
    ],
    ['an unknown type', { ...good, covarianceType: 'diag' }, 'its covarianceType is "diag"'],
    ['weights that are texts', { ...good, weights: ['0.5', '0.5'] }, 'not lists of finite numbers'],
    [
      'a null among the means',
      {
        ...good,
        means: [
          [1, null],
          [1, 2],
        ],
      },
      'its means are not lists of finite numbers',
    ],
    ['a missing field', { ...good, covariances: undefined }, 'not lists of finite numbers'],
    ['a lost component', { ...good, means: good.means.slice(1) }, 'for 1 components'],
    [
      'a lost covariance number',
      { ...good, covariances: good.covariances.slice(1) },
      '7 covariance numbers where full needs 8',
    ],
    ['the covariances of another type', { ...good, covarianceType: 'tied' }, '8 covariance numbers where tied needs 4'],
    [
      'an asymmetric covariance',
      { ...good, covariances: good.covariances.map((v, i) => (i === 1 ? v + 0.1 : v)) },
      'is not symmetric',
    ],
    [
      'a negative variance',
      { ...good, covariances: good.covariances.map((v, i) => (i === 4 ? -v : v)) },
      'covariance 1 is not positive definite',
    ],
    ['a negative weight', { ...good, weights: [1.5, -0.5] }, 'the weights are [1.5, -0.5]'],
    ['weights that are no distribution', { ...good, weights: [0.5, 0.4] }, 'its weights sum to 0.9'],
  ])('refuses %s', (_name, value, message) => {
    expect(refusal(value)).toContain('not a stored mixture: ');
    expect(refusal(value)).toContain(message);
  });

  it('answers any damaged field with a problem or a sound mixture, and never throws', () => {
    const fields: (keyof MixtureJSON)[] = ['format', 'version', 'covarianceType', 'weights', 'means', 'covariances'];
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.jsonValue(), (field, damage) => {
        const read = fromJSON(through({ ...good, [field]: damage }));
        if (E.isRight(read)) expect(orThrow(fromJSON(through(toJSON(read.right))))).toEqual(read.right);
        else expect(read.left._tag).toBe('InvalidMixtureFile');
      }),
      { numRuns: 400 },
    );
  });

  it('answers anything at all', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(E.isLeft(fromJSON(value))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('answers one number out of place, be it anything', () => {
    const text = JSON.stringify(good);
    const numbers = [...text.matchAll(/-?\d+(\.\d+)?(e-?\d+)?/g)];
    fc.assert(
      fc.property(
        fc.nat(numbers.length - 1),
        fc.constantFrom('null', '"1"', '-1', '1e999', '[]', '{}', 'true'),
        (which, put) => {
          const { index, 0: old } = numbers[which];
          const read = fromJSON(JSON.parse(text.slice(0, index) + put + text.slice(index + old.length)));
          // Only a mean may be -1 and the mixture still be one.
          if (put !== '-1') expect(E.isLeft(read)).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });
});
