import { parameters } from '../parameters/parameters';
import * as E from 'fp-ts/lib/Either.js';
import { key } from '@bcl/random';
import { integerParameter } from '../parameters/number-parameter';
import type { ObjectiveDefinition, Resolve } from '../contract/definition';
import type { RatioObjective } from '../contract/objective';
import { objectiveHeader } from '../contract/header';
import * as objectives from '../index';
import { checkObjective } from './check-objective';
import { broken } from './fixtures/broken';
import { energyDistance } from './fixtures/energy-distance';

const { alphaBridge, communication, crossEntropy, forwardKL, jensenShannon } = objectives;
const { nonSaturating, reverseKL, spread, weightedSum } = objectives;

/** Pearson's χ², whose weights grow as r²: the heaviest divergence in use. */
const chiSquare: RatioObjective = {
  ...reverseKL(),
  name: 'chiSquare',
  integrand: (algebra, l) => algebra.multiply(algebra.expm1(l), algebra.expm1(l)),
  weight: (algebra, l) => algebra.scale(algebra.exp(algebra.scale(l, 2)), 2),
  generator: (algebra, l) => algebra.scale(algebra.expm1(algebra.scale(l, 2)), -1),
};

const conforming: readonly (readonly [name: string, check: () => readonly unknown[]])[] = [
  ['reverseKL', () => checkObjective(reverseKL)],
  ['forwardKL', () => checkObjective(forwardKL, { parameters: [{}, { data: 'density' }] })],
  ['jensenShannon', () => checkObjective(jensenShannon)],
  ['nonSaturating', () => checkObjective(nonSaturating)],
  ['crossEntropy', () => checkObjective(crossEntropy)],
  ['alphaBridge', () => checkObjective(alphaBridge, { parameters: [0, 0.5, 1].map((alpha) => ({ alpha })) })],
  ['alphaBridge, not normalised', () => checkObjective(alphaBridge, { parameters: [{ alpha: 1, normalise: false }] })],
  ['alphaBridge, clipped', () => checkObjective(alphaBridge, { parameters: [{ alpha: 0.7, clip: 1 }] })],
  ['alphaBridge, annealed', () => checkObjective(alphaBridge, { parameters: [{ alpha: { from: 1, to: 0 } }] })],
  ['communication', () => checkObjective(communication, { parameters: [{ of: { name: 'alphaBridge' } }] })],
  ['spread', () => checkObjective(spread, { parameters: [{ of: 'jensenShannon', scale: { from: 2, to: 0 } }] })],
  [
    'a sum',
    () =>
      checkObjective(
        weightedSum([
          [1, reverseKL()],
          [0.5, crossEntropy()],
          [2, energyDistance],
        ]),
      ),
  ],
  ['an empty sum', () => checkObjective(weightedSum([]))],
  ['chi square', () => checkObjective(chiSquare)],
  ['the energy distance', () => checkObjective(energyDistance)],
];

test.each(conforming)('%s conforms', (_name, check) => {
  expect(check()).toEqual([]);
});

describe('what is broken is found, by the check that is made for it', () => {
  test.each(broken.map((each) => [each.fault, each] as const))('%s', (_fault, { objective, checks, says }) => {
    const found = checkObjective(objective);
    expect([...new Set(found.map(({ check }) => check))].sort()).toEqual([...checks].sort());
    expect(found.find(({ check }) => check === checks[0])?.message).toMatch(says);
    for (const { message } of found) expect(message).not.toMatch(/\n|undefined|\[object/);
  });

  test('every check is proved', () => {
    const proved = new Set(broken.map(({ checks }) => checks[0]));
    const checks = ['finite', 'pure', 'batches', 'algebra', 'equality', 'positive', 'gradient', 'weights', 'unbiased'];
    expect([...proved].sort()).toEqual([...checks, 'descent', 'discriminator', 'header', 'annealed', 'terms'].sort());
  });
});

type Power = Readonly<{ power: number }>;

/** The reverse KL times a whole number: a definition that conforms. */
const definition: ObjectiveDefinition<Power, RatioObjective> = {
  contract: 1,
  name: 'timesReverseKL',
  version: '2.1.0',
  description: 'a multiple of the reverse KL',
  codec: parameters({ power: integerParameter({ default: 1, min: 1, description: 'the multiple' }) }),
  create: (chosen) => ({
    ...reverseKL(),
    ...objectiveHeader(definition, chosen, { needs: ['modelSamples', 'logRatio'] }),
    integrand: (algebra, l) => algebra.scale(l, -chosen.power),
    generator: (algebra, l) => algebra.scale(l, -chosen.power),
    weight: (algebra, l) => algebra.shift(algebra.scale(l, 0), chosen.power),
  }),
} as const;

/** Resolves nothing: the definition has no parts. */
const nobody: Resolve = () => E.left({ _tag: 'Unused', message: 'it has no parts' });

describe('a definition', () => {
  const codec = definition.codec;
  const faults: readonly (readonly [string, ObjectiveDefinition<Power>, string, RegExp])[] = [
    [
      'whose encode forgets a parameter',
      { ...definition, codec: { ...codec, encode: () => ({}) } },
      'codec',
      /decode\(encode\(parameters\)\): expected the same objective, got another one; encode wrote {}/,
    ],
    [
      'whose decode takes any name',
      {
        ...definition,
        codec: { ...codec, decode: (input) => E.right({ power: (input as Partial<Power>).power ?? 1 }) },
      },
      'codec',
      /decode of a parameter that does not exist: expected a refusal/,
    ],
    [
      'that describes a parameter it does not have',
      { ...definition, codec: { ...codec, describe: [] } },
      'codec',
      /describe: expected an entry for each parameter that encode writes, \[power\], got \[\]/,
    ],
    [
      'that encodes what JSON cannot hold',
      { ...definition, codec: { ...codec, encode: ({ power }) => ({ power: BigInt(power) }) } },
      'codec',
      /encode.power is of type bigint: expected plain JSON/,
    ],
    [
      'whose objective has another version',
      { ...definition, create: (chosen) => ({ ...definition.create(chosen, nobody), version: '0.0.1' }) },
      'codec',
      /version of the objective: expected that of its definition, 2.1.0, got 0.0.1/,
    ],
    [
      'whose objective has forgotten its parameters',
      { ...definition, create: (chosen) => ({ ...definition.create(chosen, nobody), parameters: {} }) },
      'codec',
      /parameters of the objective: expected what makes the same objective again/,
    ],
    [
      'whose decode throws',
      {
        ...definition,
        codec: {
          ...codec,
          decode: () => {
            throw new Error('not today');
          },
        },
      },
      'codec',
      /expected these parameters to be accepted, got: Its codec throws for {"power":3}: not today/,
    ],
    [
      'whose decode returns no Either',
      { ...definition, codec: { ...codec, decode: () => ({ power: 3 }) as never } },
      'codec',
      /expected these parameters to be accepted, got: Its codec decodes to {"power":3}, which is no Either/,
    ],
    ['of another contract', { ...definition, contract: 7 as never }, 'definition', /was written for contract 7/],
    ['without a description', { ...definition, description: '' }, 'definition', /timesReverseKL has no description/],
    [
      'whose version has something behind it',
      {
        ...definition,
        version: '1.0.0-beta',
        create: (chosen) => ({ ...definition.create(chosen, nobody), version: '1.0.0-beta' }),
      },
      'header',
      /version: expected the form 1.2.3, got "1.0.0-beta"/,
    ],
    [
      'whose create throws',
      {
        ...definition,
        create: () => {
          throw new Error('not today');
        },
      },
      'create',
      /expected an objective of the parameters that decode accepts, got: .*not today/,
    ],
  ];

  test('that conforms passes, as such and as a factory', () => {
    const sets = [{}, { power: 3 }];
    expect(checkObjective(definition, { parameters: sets })).toEqual([]);
    expect(checkObjective(objectives.defineObjective(definition), { parameters: [{ power: 2 }] })).toEqual([]);
  });

  test.each(faults)('%s is found', (_fault, candidate, check, says) => {
    const found = checkObjective(candidate, { parameters: [{ power: 3 }] });
    const others = found.filter((each) => each.check !== 'definition');
    expect(others.map((each) => each.check).every((each) => each === check)).toBe(true);
    expect(found.find((each) => each.check === check)?.message).toMatch(says);
  });

  test.each([
    [{ contract: 7 as never }, /^Not an objective \(the definition\): timesReverseKL was written for contract 7;/],
    [{ description: '' }, /^Not an objective \(the definition\): timesReverseKL has no description;/],
    [{ version: '1.0.0-beta' }, /the version of timesReverseKL is '1.0.0-beta'; versions have the form 1.2.3$/],
  ])('that checkDefinition refuses does not conform: %j', (change, says) => {
    const [first] = checkObjective({ ...definition, ...change });
    expect(first.check).toBe('definition');
    expect(first.message).toMatch(says);
  });

  test('is told which of several sets of parameters fails', () => {
    const found = checkObjective(definition, { parameters: [{}, { power: 0 }] });
    expect(found).toHaveLength(1);
    expect(found[0].message).toMatch(
      /^with {"power":0}: decode\({"power":0}\): expected these parameters to be accepted/,
    );
  });
});

test('an objective that throws is reported by each check that calls it, and the others are made', () => {
  const objective: RatioObjective = {
    ...reverseKL(),
    generator: () => {
      throw new Error('not written yet');
    },
  };
  const found = checkObjective(objective);
  expect(found.map(({ check }) => check)).toContain('gradient');
  expect(found.every(({ message }) => message.includes('Error: not written yet'))).toBe(true);
});

test('equal keys give equal findings', () => {
  const { objective } = broken.find(({ checks }) => checks[0] === 'unbiased') ?? broken[0];
  const options = { key: key('another') };
  expect(checkObjective(objective, options)).toEqual(checkObjective(objective, options));
  expect(checkObjective(objective, options)).not.toEqual(checkObjective(objective));
});
