import * as E from 'fp-ts/lib/Either.js';
import type { ObjectiveLike } from '../contract/definition';
import { reverseKL } from '../divergences/reverse-kl';
import { firstParty } from './first-party';
import { withObjective } from './registry';
import { resolveObjective } from './resolve-objective';

describe('resolveObjective', () => {
  it('gives an objective back as it is', () => {
    const objective = reverseKL();
    const resolved = resolveObjective(objective);
    expect(E.isRight(resolved) && resolved.right).toBe(objective);
  });

  it('makes one of a name, with default parameters', () => {
    expect(resolveObjective('alphaBridge')).toMatchObject({ right: { parameters: { alpha: 0.5 } } });
    expect(resolveObjective({ name: 'alphaBridge' })).toMatchObject({ right: { parameters: { alpha: 0.5 } } });
  });

  it('makes one of a specification', () => {
    const like = { name: 'spread', parameters: { of: { name: 'alphaBridge', parameters: { alpha: 1 } }, scale: 0.5 } };
    expect(resolveObjective(like)).toMatchObject({ right: { name: 'spread', spread: 0.5 } });
  });

  it.each([['reverseLK'], ['toString'], ['']])("lists the names where there is none such as '%s'", (name) => {
    expect(resolveObjective(name)).toEqual(
      E.left({
        _tag: 'UnknownObjective',
        message: `There is no objective '${name}': there are ${[...firstParty.keys()].join(', ')}`,
      }),
    );
  });

  it('says what is wrong inside', () => {
    const like = { name: 'spread', parameters: { of: { name: 'alphaBridge', parameters: { alpha: 2 } } } };
    expect(resolveObjective(like)).toMatchObject({
      left: { message: expect.stringMatching(/^spread: alphaBridge: alpha is 2: it must be a number/) as string },
    });
  });

  it('finds the parts of an objective in the same registry', () => {
    const mine = { ...reverseKL.definition, name: 'mine', create: () => ({ ...reverseKL(), name: 'mine' }) };
    const registry = withObjective(firstParty, mine);
    const like = { name: 'communication', parameters: { of: 'mine' } };
    expect(E.isRight(registry) && resolveObjective(like, registry.right)).toMatchObject({
      right: { parameters: { of: { name: 'mine' } } },
    });
    expect(resolveObjective(like)).toMatchObject({ left: { _tag: 'UnknownObjective' } });
  });

  it.each([
    [7, '7'],
    [null, 'null'],
    [{ form: 'ratio' }, '{"form":"ratio"}'],
    [reverseKL, 'a function'],
    [{ name: 'reverseKL', parameter: {} }, '{"name":"reverseKL","parameter":{}}'],
  ])('refuses what is no objective', (like, inWords) => {
    expect(resolveObjective(like as unknown as ObjectiveLike)).toEqual(
      E.left({
        _tag: 'BadObjective',
        message: `${inWords} is no objective: an objective is given by its name, by { name, parameters }, or as one that was made already`,
      }),
    );
  });
});
