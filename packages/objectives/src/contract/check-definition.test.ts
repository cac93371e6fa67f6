import * as E from 'fp-ts/lib/Either.js';
import { orThrow } from '@bcl/errors';
import { alphaBridge } from '../divergences/alpha-bridge';
import { reverseKL } from '../divergences/reverse-kl';
import { firstParty } from '../registry/first-party';
import { checkDefinition } from './check-definition';
import { resolveObjective } from '../registry/resolve-objective';
import type { ObjectiveDefinition, Resolve } from './definition';

const where = './my-objective.ts';
const { definition } = reverseKL;

function refusal(candidate: unknown): string {
  const checked = checkDefinition(candidate, where);
  if (E.isRight(checked)) throw new Error('it was accepted');
  expect(checked.left._tag).toBe('BadObjective');
  expect(checked.left.message).not.toMatch(/\n/);
  const start = `Not an objective (${where}): `;
  expect(checked.left.message.slice(0, start.length)).toBe(start);
  return checked.left.message.slice(start.length);
}

const changed = (change: object) => ({ ...definition, ...change });
const making = (make: () => unknown) => changed({ create: make });
const withCodec = (change: object) => changed({ codec: { ...definition.codec, ...change } });

describe('checkDefinition', () => {
  it.each([...firstParty.values()].map((one) => [one.name, one] as const))('accepts %s', (_, one) => {
    expect(checkDefinition(one, where)).toEqual(E.right(one));
  });

  it('accepts a factory for the definition that it carries', () => {
    expect(checkDefinition(alphaBridge, where)).toEqual(E.right(alphaBridge.definition));
  });

  it('accepts a plain object that was written without this package', () => {
    const plain: ObjectiveDefinition<object> = {
      contract: 1,
      name: 'improbability',
      version: '0.1.0',
      description: 'the mean of −p(y) over the data',
      codec: { decode: () => ({ _tag: 'Right', right: {} }), encode: () => ({}), describe: [] },
      create: () => ({
        name: 'improbability',
        version: '0.1.0',
        parameters: {},
        needs: ['dataSamples', 'modelDensity'],
        between: 'data-and-model',
        spread: 0,
        form: 'likelihood',
        targets: 'discrete',
        atEquality: 'entropy',
        integrand: (algebra, logModel) => algebra.scale(algebra.exp(logModel), -1),
        weight: (algebra, logModel) => algebra.exp(logModel),
      }),
    };
    expect(checkDefinition(plain, where)).toEqual(E.right(plain));
  });

  it('finds the parts of an objective where it is told to', () => {
    const made: typeof definition = {
      ...definition,
      create: (_chosen, resolve) => ({ ...reverseKL(), spread: orThrow(resolve('half')).spread }),
    };
    expect(refusal(made)).toMatch(/There is no objective 'half'/);
    const halves = new Map([['half', definition]]);
    const resolve: Resolve = (like) => resolveObjective(like, halves);
    expect(checkDefinition(made, where, resolve)).toEqual(E.right(made));
  });

  it.each([
    [undefined, 'it is undefined; a plugin default-exports a definition, or what defineObjective makes of one'],
    ['reverseKL', "it is 'reverseKL'; a plugin default-exports a definition, or what defineObjective makes of one"],
    [() => 1, 'it is a function; a plugin default-exports a definition, or what defineObjective makes of one'],
    [[], 'it is []; a plugin default-exports a definition, or what defineObjective makes of one'],
    [changed({ name: undefined }), 'its name is undefined; a name is a letter, then letters and digits'],
    [changed({ name: '' }), "its name is ''; a name is a letter, then letters and digits"],
    [
      changed({ name: 'sliced-wasserstein' }),
      "its name is 'sliced-wasserstein'; a name is a letter, then letters and digits",
    ],
    [changed({ version: 1 }), 'the version of reverseKL is 1; versions have the form 1.2.3'],
    [changed({ version: 'v1.0' }), "the version of reverseKL is 'v1.0'; versions have the form 1.2.3"],
    [
      changed({ contract: 2 }),
      'reverseKL was written for contract 2; this version of @bcl/objectives knows contract 1',
    ],
    [
      changed({ contract: undefined }),
      'reverseKL was written for contract undefined; this version of @bcl/objectives knows contract 1',
    ],
    [changed({ description: ' ' }), 'reverseKL has no description; say in a sentence what it measures'],
    [changed({ codec: undefined }), 'reverseKL has no codec; parameters({}) makes one for no parameters'],
    [withCodec({ encode: 1 }), 'the codec of reverseKL has no function encode'],
    [withCodec({ describe: undefined }), 'the codec of reverseKL has no list describe'],
    [
      withCodec({ describe: [null] }),
      'entry 0 of describe of reverseKL is null; an entry has the texts name, description and accepts, and a default',
    ],
    [
      withCodec({ describe: [alphaBridge.definition.codec.describe[0], { name: 'a', description: 'b', accepts: 3 }] }),
      'entry 1 of describe of reverseKL is {"name":"a","description":"b","accepts":3}; an entry has the texts name, description and accepts, and a default',
    ],
    [changed({ create: undefined }), 'reverseKL has no function create'],
    [
      {
        get name() {
          throw new Error('not yet');
        },
      },
      'it cannot be looked at: not yet',
    ],
  ])('refuses what is no definition', (candidate, expected) => {
    expect(refusal(candidate)).toBe(expected);
  });

  it.each([
    [
      withCodec({ decode: () => E.left({ _tag: 'BadParameter', message: 'a is 1' }) }),
      'reverseKL refuses its own default parameters: a is 1',
    ],
    [withCodec({ decode: () => ({}) }), 'the codec of reverseKL decodes to {}, which is no Either'],
    [withCodec({ decode: () => undefined }), 'the codec of reverseKL decodes to undefined, which is no Either'],
    [withCodec({ encode: () => 3 }), 'the codec of reverseKL encodes to 3, which is no object'],
    [
      making(() => {
        throw new Error('the licence has\nexpired');
      }),
      'reverseKL cannot be made with its default parameters: the licence has expired',
    ],
    [making(() => undefined), 'create of reverseKL gives undefined, which is no objective'],
    [
      making(() => ({ ...reverseKL(), name: 'forwardKL' })),
      "create of reverseKL gives an objective of the name 'forwardKL'",
    ],
    [
      making(() => ({ ...reverseKL(), version: '2.0.0' })),
      "create of reverseKL 1.0.0 gives an objective of the version '2.0.0'",
    ],
    [
      making(() => ({ ...reverseKL(), needs: ['gpu'] })),
      "reverseKL: there is no need 'gpu'; the needs are modelSamples, dataSamples, modelDensity, dataDensity, logRatio",
    ],
    [
      making(() => ({ ...reverseKL(), generator: undefined })),
      'reverseKL: it has no function generator, which the form ratio needs',
    ],
    [
      making(() => ({ ...reverseKL(), integrand: () => new Float64Array(5).fill(NaN) })),
      'reverseKL: integrand gives NaN at a log-ratio of -3',
    ],
    [making(() => ({ ...reverseKL(), spread: -1 })), 'reverseKL: its spread is -1, not a finite number of at least 0'],
  ])('refuses what does not make an objective', (candidate, expected) => {
    expect(refusal(candidate)).toBe(expected);
  });
});
