import * as E from 'fp-ts/lib/Either.js';
import { isProblem, problem, type Problem } from '@bcl/errors';
import { isRecord, shown } from '../parameters/parameter';
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
  const decoded = decodedBy(definition, parameters);
  if (E.isLeft(decoded)) return E.left(behind(name, decoded.left));
  try {
    return E.right(definition.create(decoded.right, resolve));
  } catch (error) {
    const said = problemOf(error);
    if (said !== undefined) return E.left(behind(name, said));
    return E.left(problem('BadObjective', { what: `${name} could not be made`, why: messageOf(error) }));
  }
}

/** What a definition's codec decodes, which may have been written elsewhere: it may throw, or return no `Either`. */
export function decodedBy<Parameters>(
  { codec }: Pick<ObjectiveDefinition<Parameters>, 'codec'>,
  parameters: unknown,
): E.Either<Problem, Parameters> {
  let decoded: unknown;
  try {
    decoded = codec.decode(parameters);
  } catch (error) {
    const what = `Its codec throws for ${shown(parameters)}`;
    return E.left(problemOf(error) ?? problem('BadObjective', { what, why: messageOf(error) }));
  }
  if (isEither<Parameters>(decoded)) return decoded;
  return E.left(problem('BadObjective', { what: `Its codec decodes to ${shown(decoded)}, which is no Either` }));
}

function isEither<A>(value: unknown): value is E.Either<Problem, A> {
  if (!isRecord(value)) return false;
  return value._tag === 'Left' ? isProblem(value.left) : value._tag === 'Right' && 'right' in value;
}

/** The problem that an error carries. Asked of its shape, as {@link messageOf} does: a plugin may have its own copy of the class. */
function problemOf(error: unknown): Problem | undefined {
  return isRecord(error) && isProblem(error.problem) ? error.problem : undefined;
}

/** A problem, said of something: its message behind a name and a colon. */
function behind(name: string, { _tag, message }: Problem): Problem {
  return { _tag, message: `${name}: ${message}` };
}

/** What was thrown, in words. An error from another realm is no instance of this one's `Error`. */
export function messageOf(error: unknown): string {
  return isRecord(error) && typeof error.message === 'string' ? error.message : String(error);
}
