import * as E from 'fp-ts/lib/Either.js';
import { problem, ProblemError } from '@bcl/errors';
import { reverseKL } from '../divergences/reverse-kl';
import { instantiate, messageOf } from './instantiate';
import type { RatioObjective } from './objective';

const noParts = () => E.left(problem('UnknownObjective', { what: 'nothing here' }));
const throwing = (thrown: unknown) => ({
  ...reverseKL.definition,
  create: (): RatioObjective => {
    throw thrown;
  },
});

describe('instantiate', () => {
  it('makes the objective', () => {
    expect(instantiate(reverseKL.definition, {}, noParts)).toMatchObject({ right: { name: 'reverseKL' } });
  });

  it('says behind the name what the codec refuses', () => {
    expect(instantiate(reverseKL.definition, { alpha: 1 }, noParts)).toEqual(
      E.left({
        _tag: 'BadParameter',
        message: "reverseKL: There is no parameter 'alpha': it takes no parameters",
      }),
    );
  });

  it('keeps the tag of a problem that create throws', () => {
    const error = new ProblemError(problem('BadParameter', { what: 'a is larger than b' }));
    expect(instantiate(throwing(error), {}, noParts)).toEqual(
      E.left({ _tag: 'BadParameter', message: 'reverseKL: a is larger than b' }),
    );
  });

  it.each([
    [new RangeError('too small'), 'too small'],
    ['just a text', 'just a text'],
    [undefined, 'undefined'],
  ])('makes a problem of anything else that is thrown: %p', (thrown, inWords) => {
    expect(instantiate(throwing(thrown), {}, noParts)).toEqual(
      E.left({ _tag: 'BadObjective', message: `reverseKL could not be made: ${inWords}` }),
    );
    expect(messageOf(thrown)).toBe(inWords);
  });
});
