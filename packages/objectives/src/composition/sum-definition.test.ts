import * as E from 'fp-ts/lib/Either.js';
import { orThrow } from '@bcl/errors';
import { task } from '@bcl/masks';
import { identity } from '@bcl/transforms';
import { specificationOf } from '../parameters/objective-parameter';
import { resolveObjective } from '../registry/resolve-objective';
import { weightedSum } from '../registry/weighted-sum';

describe('sumDefinition', () => {
  it('reads back the record of a sum, through JSON', () => {
    const sum = weightedSum([
      [0.9, { name: 'alphaBridge', parameters: { alpha: { from: 1, to: 0 } } }],
      [0.1, 'forwardKL'],
    ]);
    const record = JSON.parse(JSON.stringify(specificationOf(sum))) as { name: string };
    const again = orThrow(resolveObjective(record));
    expect(again.form).toBe('sum');
    expect(specificationOf(again)).toEqual(specificationOf(sum));
    expect(again.at?.(0.5)).toMatchObject({ terms: [{ objective: { parameters: { alpha: 0.5 } } }, {}] });
  });

  it.each([
    [[{ weight: -1, objective: 'reverseKL' }]],
    [[{ weight: 1 }]],
    [[{ weight: 1, objective: 'reverseKL', wheer: 1 }]],
    [{ weight: 1, objective: 'reverseKL' }],
    [[1]],
  ])('does not read the terms %j', (terms) => {
    const refused = resolveObjective({ name: 'weightedSum', parameters: { terms } });
    expect(E.isLeft(refused) && refused.left.message).toMatch(
      /^weightedSum: terms is .*: it must be a list of \{ weight, objective \}, each weight a number of at least 0$/,
    );
  });

  it('does not read back a term with a matching of its own, and says so', () => {
    const where = { task: task([0], [1]), transform: identity(2) };
    const record = specificationOf(weightedSum([[1, 'reverseKL', where]]));
    expect(resolveObjective(record)).toEqual(
      E.left({
        _tag: 'BadParameter',
        message:
          'weightedSum: A term has a matching of its own (where): of its transform a record holds the name alone, from which it cannot be made again; leave where out, or give it in code: weightedSum([[weight, objective, where]])',
      }),
    );
  });

  it('says which of its objectives does not exist', () => {
    const terms = [{ weight: 1, objective: 'noSuch' }];
    expect(resolveObjective({ name: 'weightedSum', parameters: { terms } })).toMatchObject({
      left: { _tag: 'UnknownObjective', message: expect.stringMatching(/no objective 'noSuch'/) as string },
    });
  });
});
