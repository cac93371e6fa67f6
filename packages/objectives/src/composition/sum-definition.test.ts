import * as E from 'fp-ts/lib/Either.js';
import { orThrow } from '@bcl/errors';
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
    [[{ weight: 1, objective: 'reverseKL', where: { source: [], target: [0], transform: 'identity' } }]],
    [{ weight: 1, objective: 'reverseKL' }],
    [[1]],
  ])('does not read the terms %j', (terms) => {
    const refused = resolveObjective({ name: 'weightedSum', parameters: { terms } });
    expect(E.isLeft(refused) && refused.left.message).toMatch(
      /^weightedSum: terms is .*: it must be a list of \{ weight, objective \}, each weight a number of at least 0$/,
    );
  });

  it('says which of its objectives does not exist', () => {
    const terms = [{ weight: 1, objective: 'noSuch' }];
    expect(resolveObjective({ name: 'weightedSum', parameters: { terms } })).toMatchObject({
      left: { _tag: 'UnknownObjective', message: expect.stringMatching(/no objective 'noSuch'/) as string },
    });
  });
});
