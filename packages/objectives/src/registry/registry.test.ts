import * as E from 'fp-ts/lib/Either.js';
import { reverseKL } from '../divergences/reverse-kl';
import { firstParty } from './first-party';
import { withObjective } from './registry';
import { resolveObjective } from './resolve-objective';

const mine = { ...reverseKL.definition, name: 'mine' };

describe('withObjective', () => {
  it('makes another registry and leaves the old one alone', () => {
    const registry = withObjective(firstParty, mine);
    expect(E.isRight(registry) && [...registry.right.keys()]).toEqual([...firstParty.keys(), 'mine']);
    expect(firstParty.has('mine')).toBe(false);
  });

  it('makes its definition resolvable', () => {
    const registry = withObjective(firstParty, { ...mine, create: () => ({ ...reverseKL(), name: 'mine' }) });
    const found = E.isRight(registry) ? resolveObjective('mine', registry.right) : registry;
    expect(found).toMatchObject({ right: { name: 'mine', form: 'ratio' } });
  });

  it('refuses a name that is taken', () => {
    expect(withObjective(firstParty, { ...mine, name: 'reverseKL', version: '3.1.4' })).toEqual(
      E.left({
        _tag: 'NameClash',
        message:
          "There is an objective 'reverseKL' already (version 1.0.0, and now 3.1.4); give the new one another name",
      }),
    );
  });

  it('takes the same definition twice', () => {
    expect(withObjective(firstParty, reverseKL.definition)).toEqual(E.right(firstParty));
  });
});
