import * as E from 'fp-ts/lib/Either.js';
import { alphaBridge } from '../divergences/alpha-bridge';
import { reverseKL } from '../divergences/reverse-kl';
import type { Registry } from './registry';
import { resolveIn } from './resolve-in';

const small: Registry = new Map([['mine', alphaBridge.definition]]);

describe('resolveIn', () => {
  it('knows the names of its registry alone', () => {
    expect(resolveIn(small, 'mine')).toMatchObject({ right: { form: 'ratio', parameters: { alpha: 0.5 } } });
    expect(resolveIn(small, 'reverseKL')).toEqual(
      E.left({ _tag: 'UnknownObjective', message: "There is no objective 'reverseKL': there are mine" }),
    );
  });

  it('hands parameters to the definition, and what it says of them back', () => {
    expect(resolveIn(small, { name: 'mine', parameters: { alpha: 1 } })).toMatchObject({
      right: { parameters: { alpha: 1 } },
    });
    expect(resolveIn(small, { name: 'mine', parameters: { alpha: 7 } })).toMatchObject({
      left: { _tag: 'BadParameter' },
    });
  });

  it('does not look for what is an objective already', () => {
    const objective = reverseKL();
    expect(resolveIn(new Map(), objective)).toEqual(E.right(objective));
  });

  it('says so where there are no names at all', () => {
    expect(resolveIn(new Map(), 'mine')).toMatchObject({
      left: { message: "There is no objective 'mine': the registry is empty" },
    });
  });
});
