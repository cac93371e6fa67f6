import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Problem } from './problem';

/**
 * A {@link Problem} that was thrown by {@link orThrow} or {@link runOrThrow}. Its message is the problem's, the problem
 * itself is in `problem`.
 *
 * @example
 * ```ts
 * import { problem, ProblemError } from '@bcl/errors';
 *
 * const error = new ProblemError(problem('Empty', { what: 'The table has no rows' }));
 * error.message; // => 'The table has no rows'
 * error.problem._tag; // => 'Empty'
 * ```
 */
export class ProblemError<P extends Problem = Problem> extends Error {
  override readonly name = 'ProblemError';

  constructor(readonly problem: P) {
    super(problem.message);
  }
}

/**
 * The value of an `Either`, for a caller with nothing better to do about a problem than to stop.
 *
 * @throws ProblemError when the `Either` holds a problem
 *
 * @example
 * ```ts
 * import * as E from 'fp-ts/lib/Either.js';
 * import { orThrow } from '@bcl/errors';
 *
 * orThrow(E.right(42)); // => 42
 * ```
 */
export function orThrow<A>(either: E.Either<Problem, A>): A {
  if (E.isLeft(either)) throw new ProblemError(either.left);
  return either.right;
}

/**
 * Runs a `TaskEither` and gives its value, for a caller with nothing better to do about a problem than to stop.
 *
 * @returns a promise of the value; it rejects with a {@link ProblemError} when the task ends in a problem
 *
 * @example
 * ```ts
 * import * as TE from 'fp-ts/lib/TaskEither.js';
 * import { runOrThrow } from '@bcl/errors';
 *
 * const answer = await runOrThrow(TE.right(42));
 * answer; // => 42
 * ```
 */
export async function runOrThrow<A>(taskEither: TaskEither<Problem, A>): Promise<A> {
  return orThrow(await taskEither());
}
