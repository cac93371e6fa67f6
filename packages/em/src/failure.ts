import { problem, type Problem } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';
import { NumericalFailure } from './expectation/components';

/** What may go wrong with a mixture: the data, an option, or the arithmetic. */
export type MixtureProblem = Problem<'InvalidData' | 'InvalidOption' | 'NumericalFailure'>;

/** Where the mathematics ends the caller gets a value, not an exception; programmer errors still throw. */
export function attempt<A>(compute: () => A): E.Either<Problem<'NumericalFailure'>, A> {
  try {
    return E.right(compute());
  } catch (error) {
    if (error instanceof NumericalFailure)
      return E.left(problem('NumericalFailure', { what: error.what, hint: error.hint }));
    throw error;
  }
}

/** A problem with an option or argument: what it is now, and what would do. */
export const invalidOption = (what: string, hint: string): E.Either<Problem<'InvalidOption'>, never> =>
  E.left(problem('InvalidOption', { what, hint }));
