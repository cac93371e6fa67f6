import * as E from 'fp-ts/lib/Either.js';
import fc from 'fast-check';
import { annealedParameter } from './annealed-parameter';
import { booleanParameter, choiceParameter } from './choice-parameter';
import { integerParameter, numberParameter } from './number-parameter';
import { parameters } from './parameters';

const codec = parameters({
  alpha: annealedParameter({ default: 0.5, min: 0, max: 1, description: 'the power of the ratio' }),
  directions: integerParameter({ default: 50, min: 1, description: 'directions of projection' }),
  order: choiceParameter({ choices: ['first', 'second'], default: 'second', description: 'the order' }),
  exact: booleanParameter({ default: false, description: 'whether it is exact' }),
});

const defaults = { alpha: 0.5, directions: 50, order: 'second', exact: false };

function refusal(input: unknown, of = codec): string {
  const decoded = of.decode(input);
  if (E.isRight(decoded)) throw new Error('it was accepted');
  expect(decoded.left._tag).toBe('BadParameter');
  return decoded.left.message;
}

describe('parameters', () => {
  it('gives defaults to what is left out', () => {
    expect(codec.decode({})).toEqual(E.right(defaults));
    expect(codec.decode({ directions: 3, exact: undefined })).toEqual(E.right({ ...defaults, directions: 3 }));
  });

  it('reads back what it wrote, through JSON', () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    const values = fc.record({
      alpha: fc.oneof(
        unit,
        fc.record({ from: unit, to: unit }),
        fc.record({
          from: unit,
          to: unit,
          shape: fc.constant('cosine' as const),
          during: fc.constant([0.25, 0.5] as const),
        }),
      ),
      directions: fc.integer({ min: 1 }),
      order: fc.constantFrom('first' as const, 'second' as const),
      exact: fc.boolean(),
    });
    fc.assert(
      fc.property(values, (chosen) => {
        const json: unknown = JSON.parse(JSON.stringify(codec.encode(chosen)));
        // JSON has no −0.
        const expected: unknown = JSON.parse(JSON.stringify(chosen));
        expect(codec.decode(json)).toEqual(E.right(expected));
      }),
    );
  });

  it('says what a parameter must be', () => {
    expect(refusal({ alpha: 1.5 })).toBe(
      'alpha is 1.5: it must be a number from 0 to 1, or a path { from, to } between such numbers',
    );
    expect(refusal({ directions: 2.5 })).toBe('directions is 2.5: it must be a whole number of at least 1');
    expect(refusal({ order: 'third' })).toBe("order is 'third': it must be 'first' or 'second'");
    expect(refusal({ exact: 'yes' })).toBe("exact is 'yes': it must be true or false");
    expect(refusal({ directions: null })).toBe('directions is null: it must be a whole number of at least 1');
  });

  it('says which parameters there are', () => {
    expect(refusal({ aplha: 1 })).toBe(
      "There is no parameter 'aplha': the parameters are alpha, directions, order, exact",
    );
    expect(refusal({ toString: 1 })).toMatch(/There is no parameter 'toString'/);
    expect(refusal({ alpha: 1 }, parameters({}) as never)).toBe(
      "There is no parameter 'alpha': it takes no parameters",
    );
  });

  it.each([
    [3, '3'],
    [null, 'null'],
    ['alpha', "'alpha'"],
    [[1], '[1]'],
  ])('does not read %j', (input, inWords) => {
    expect(refusal(input)).toBe(`The parameters are ${inWords}: they must be an object of name and value`);
  });

  it('describes itself, for help', () => {
    expect(codec.describe[1]).toEqual({
      name: 'directions',
      description: 'directions of projection',
      accepts: 'a whole number of at least 1',
      default: 50,
    });
    expect(codec.describe.map(({ name }) => name)).toEqual(Object.keys(defaults));
  });

  it('does not take a default that breaks its own rule', () => {
    const directions = numberParameter({ default: 0, min: 1, description: 'none' });
    expect(() => parameters({ directions })).toThrow(
      'The default of directions is 0: it must be a number of at least 1.',
    );
  });
});
