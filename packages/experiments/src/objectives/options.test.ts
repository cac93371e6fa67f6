import * as E from 'fp-ts/lib/Either.js';
import fc from 'fast-check';
import { readParameters } from './options';

describe('readParameters', () => {
  it('reads every JSON object back, and nothing as no parameters', () => {
    expect(readParameters(undefined)).toEqual(E.right({}));
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue()), (parameters) => {
        const text = JSON.stringify(parameters);
        expect(readParameters(text)).toEqual(E.right({ ...(JSON.parse(text) as object) }));
      }),
    );
  });

  it.each(['', 'alpha', '{', 'null', '7', '"text"', '[{}]', '{"alpha": NaN}'])('refuses %p in one line', (text) => {
    const refused = readParameters(text);
    expect(refused).toMatchObject({ _tag: 'Left', left: { _tag: 'BadOption' } });
    if (E.isLeft(refused))
      expect(refused.left.message).toMatch(/^--parameters is '.*': it is (not JSON|JSON, but not)[^\n]*$/);
  });
});
