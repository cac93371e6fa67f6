import * as E from 'fp-ts/lib/Either.js';
import { singularCovariance } from './expectation/components';
import { attempt, invalidOption } from './failure';

describe('attempt', () => {
  it('gives what was computed', () => {
    expect(attempt(() => 42)).toEqual(E.right(42));
  });

  it('turns the end of the arithmetic into a problem that keeps its words', () => {
    const tried = attempt(() => {
      throw singularCovariance(2);
    });
    expect(tried).toMatchObject({ left: { _tag: 'NumericalFailure' } });
    expect(E.isLeft(tried) && tried.left.message).toBe(
      'the covariance of component 2 is not positive definite; raise the eigenvalue floor, use fewer components, or check for constant and duplicate columns',
    );
  });

  it('lets every other error pass, since it is a mistake in a program', () => {
    const mistake = (): never => {
      throw new TypeError('undefined is not a function');
    };
    expect(() => attempt(mistake)).toThrow(TypeError);
  });
});

test('invalidOption says what it is and what would do', () => {
  expect(invalidOption('K is 0', 'use 1')).toEqual(E.left({ _tag: 'InvalidOption', message: 'K is 0; use 1' }));
});
