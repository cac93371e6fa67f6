import * as E from 'fp-ts/lib/Either.js';
import { key } from '@bcl/random';
import { randomMixture } from '../fixtures/random-cases';
import { bcl, fit, joint, observe, orThrow, type FitOptions } from '../index';
import { checkOptions } from './options';

const rows = [
  [0, 0],
  [1, 1],
  [2, 0],
  [3, 5],
];
const data = orThrow(observe(rows));
const good: FitOptions = { components: 2 };

const refusals: [string, object, string][] = [
  ['no components', { components: 0 }, 'components is 0; give a whole number of at least 1'],
  ['half a component', { components: 1.5 }, 'components is 1.5'],
  ['components of NaN', { components: NaN }, 'components is NaN'],
  [
    'more components than rows',
    { components: 5 },
    'components is 5, but there are only 4 rows; use fewer components or more data',
  ],
  [
    'an unknown covariance type',
    { covarianceType: 'diag' },
    `covarianceType is "diag"; use 'full', 'tied', 'diagonal' or 'spherical'`,
  ],
  ['no restarts', { restarts: 0 }, 'restarts is 0'],
  ['restarts of NaN', { restarts: NaN }, 'restarts is NaN'],
  ['a negative floor', { floor: -1e-6 }, 'floor is -0.000001; give a finite number of at least 0'],
  ['a floor of NaN', { floor: NaN }, 'floor is NaN'],
  ['an infinite ridge', { ridge: Infinity }, 'ridge is Infinity'],
  [
    'an unknown start',
    { start: 'random' },
    `start is "random"; use 'normal', 'kmeans', 'kmeans++', 'rows' or a mixture`,
  ],
  [
    'a start with other components',
    { start: randomMixture(key(1), 'full', 3, 2) },
    'the starting mixture has 3 full components in 2 dimensions, not 2 full in 2',
  ],
  ['a start of another width', { start: randomMixture(key(1), 'full', 2, 3) }, '2 full components in 3 dimensions'],
  [
    'a start of another type',
    { start: randomMixture(key(1), 'tied', 2, 2) },
    '2 tied components in 2 dimensions, not 2 full in 2',
  ],
  [
    'an unknown strategy',
    { strategy: 'em' },
    `strategy is "em"; use 'bcl', 'joint', 'bigLearn' or a strategy such as joint({ tolerance: 0 })`,
  ],
  ['a strategy that was not made', { strategy: bcl }, 'strategy is a function'],
  ['null for a strategy', { strategy: null }, 'strategy is a object'],
  ['an unknown scale', { scale: 'minmax' }, `scale is "minmax"; use 'standard' or 'none'`],
  ['a negative seed', { seed: -1 }, 'seed is -1; give a whole number of at least 0'],
  ['a seed of NaN', { seed: NaN }, 'seed is NaN'],
];

describe('checkOptions', () => {
  it.each(refusals)('refuses %s', (_name, options, message) => {
    const checked = checkOptions({ ...good, ...options }, data);
    expect(checked).toMatchObject({
      left: { _tag: 'InvalidOption', message: expect.stringContaining(message) as string },
    });
  });

  it.each<[string, Partial<FitOptions>]>([
    ['nothing but components', {}],
    ['as many components as rows', { components: 4 }],
    ['every name', { covarianceType: 'tied', start: 'kmeans++', strategy: 'bigLearn', scale: 'none' }],
    ['a made strategy and a mixture', { strategy: joint(), start: randomMixture(key(1), 'full', 2, 2) }],
    ['no floor at all', { floor: 0, ridge: 0 }],
    ['a key for a seed', { seed: key('text') }],
  ])('takes %s', (_name, options) => {
    expect(E.isRight(checkOptions({ ...good, ...options }, data))).toBe(true);
  });
});

describe('fit', () => {
  it.each(refusals)('answers %s with the same problem, not an exception', async (_name, options, message) => {
    const fitted = await fit(rows, { ...good, ...options })();
    expect(fitted).toMatchObject({ left: { message: expect.stringContaining(message) as string } });
  });
});
