import { runInNewContext } from 'node:vm';
import * as E from 'fp-ts/lib/Either.js';
import { problem, ProblemError } from '@bcl/errors';
import { reverseKL } from '../divergences/reverse-kl';
import type { Codec } from '../parameters/codec';
import { decodedBy, instantiate, messageOf } from './instantiate';
import { resolveObjective } from '../registry/resolve-objective';
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

  it('takes the words of an error from another realm', () => {
    const foreign: unknown = runInNewContext("new RangeError('too small')");
    expect(foreign).not.toBeInstanceOf(Error);
    expect(messageOf(foreign)).toBe('too small');
    const copied = { problem: { _tag: 'BadParameter', message: 'a is larger than b' } };
    expect(instantiate(throwing(copied), {}, noParts)).toEqual(
      E.left({ _tag: 'BadParameter', message: 'reverseKL: a is larger than b' }),
    );
  });

  it.each<[string, () => unknown, string]>([
    [
      'throws',
      () => {
        throw new Error('too much');
      },
      'Its codec throws for {"a":1}: too much',
    ],
    ['returns nothing', () => undefined, 'Its codec decodes to undefined, which is no Either'],
    ['returns no Either', () => ({ a: 1 }), 'Its codec decodes to {"a":1}, which is no Either'],
    ['refuses without a word', () => ({ _tag: 'Left' }), 'Its codec decodes to {"_tag":"Left"}, which is no Either'],
    ['accepts nothing', () => ({ _tag: 'Right' }), 'Its codec decodes to {"_tag":"Right"}, which is no Either'],
  ])('makes a problem of a codec that %s', (_, decode, message) => {
    const { codec } = reverseKL.definition;
    const definition = { ...reverseKL.definition, codec: { ...codec, decode } as Codec<object> };
    expect(decodedBy(definition, { a: 1 })).toEqual(E.left({ _tag: 'BadObjective', message }));
    expect(instantiate(definition, { a: 1 }, noParts)).toEqual(
      E.left({ _tag: 'BadObjective', message: `reverseKL: ${message}` }),
    );
    const registry = new Map([['reverseKL', definition]]);
    expect(resolveObjective({ name: 'reverseKL', parameters: { a: 1 } }, registry)).toMatchObject({ _tag: 'Left' });
  });
});
