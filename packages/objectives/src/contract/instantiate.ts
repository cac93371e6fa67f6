import * as E from 'fp-ts/lib/Either.js';
import { isProblem, problem, ProblemError, type Problem } from '@bcl/errors';
import type { ObjectiveDefinition, Resolve } from './definition';
import type { Objective } from './objective';

/**
 * The objective of a definition with parameters that come from outside. What goes wrong on the way is said behind the
 * definition's name: a parameter that its codec refuses, a part that cannot be resolved, a `create` that throws.
 */
export function instantiate<Parameters, Made extends Objective>(
  definition: ObjectiveDefinition<Parameters, Made>,
  parameters: unknown,
  resolve: Resolve,
): E.Either<Problem, Made> {
  const { name } = definition;
  const decoded = definition.codec.decode(parameters);
  if (E.isLeft(decoded)) return E.left(behind(name, decoded.left));
  try {
    return E.right(definition.create(decoded.right, resolve));
  } catch (error) {
    if (error instanceof ProblemError && isProblem(error.problem)) return E.left(behind(name, error.problem));
    return E.left(problem('BadObjective', { what: `${name} could not be made`, why: messageOf(error) }));
  }
}

/** A problem, said of something: its message behind a name and a colon. */
function behind(name: string, { _tag, message }: Problem): Problem {
  return { _tag, message: `${name}: ${message}` };
}

/** What was thrown, in words. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
