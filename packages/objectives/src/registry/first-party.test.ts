import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { specificationOf } from '../parameters/objective-parameter';
import { communication, firstParty, spread } from './first-party';
import { resolveObjective } from './resolve-objective';

describe('firstParty', () => {
  it('has every objective under its own name', () => {
    expect([...firstParty.keys()]).toEqual([
      'forwardKL',
      'reverseKL',
      'jensenShannon',
      'nonSaturating',
      'alphaBridge',
      'crossEntropy',
      'communication',
      'spread',
      'weightedSum',
    ]);
    for (const [name, definition] of firstParty) expect(definition.name).toBe(name);
  });

  it('can make each of them from its own record, with the same record', () => {
    const names = fc.constantFrom(...firstParty.keys());
    const like = fc.letrec((tie) => ({
      like: fc.oneof(
        { maxDepth: 2 },
        names,
        fc.record({
          name: fc.constant('alphaBridge'),
          parameters: fc.record({ alpha: fc.constantFrom(0, 1, { from: 1, to: 0 }) }),
        }),
        fc.record({ name: fc.constant('spread'), parameters: fc.record({ of: tie('like') }) }),
        fc.record({ name: fc.constant('communication'), parameters: fc.record({ of: tie('like') }) }),
      ),
    })).like as fc.Arbitrary<string>;
    fc.assert(
      fc.property(like, (given) => {
        const made = resolveObjective(given);
        if (E.isLeft(made)) return expect(made.left._tag).toBe('BadParameter');
        const record = JSON.parse(JSON.stringify(specificationOf(made.right))) as { name: string };
        const again = resolveObjective(record);
        expect(E.isRight(again) && specificationOf(again.right)).toEqual(specificationOf(made.right));
      }),
    );
  });

  it('finds parts by name, those made of others too', () => {
    expect(spread({ of: 'communication' })).toMatchObject({ spread: 1, between: 'two-matchings' });
    expect(communication({ of: { name: 'spread', parameters: { scale: 2 } } }).spread).toBe(2);
  });
});
