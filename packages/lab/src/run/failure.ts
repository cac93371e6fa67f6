import { isProblem, type Problem } from '@bcl/errors';
import { isRecord } from './json';

/** The problem that a thrown value is or carries, also when it comes from another copy of `@bcl/errors`. */
export function problemOf(error: unknown): Problem | undefined {
  if (isRecord(error) && isProblem(error.problem)) return error.problem;
  return isProblem(error) ? error : undefined;
}
