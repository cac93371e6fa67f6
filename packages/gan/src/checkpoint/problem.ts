import { problem, type Problem, type ProblemParts } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';

/**
 * What may be wrong with a file that is to be a checkpoint or a model:
 *
 * - `DamagedCheckpoint`: it is cut off, changed, or no such file at all;
 * - `WrongVersion`: another version of this package wrote it;
 * - `WrongShape`: it is sound, and holds another network than is asked for.
 */
export type CheckpointProblem = Problem<'DamagedCheckpoint' | 'WrongVersion' | 'WrongShape'>;

/** What to try where a file cannot be trusted any more. */
const COPY_AGAIN = 'take an earlier checkpoint, or copy the file again';

/** The left side for a file that is cut off, changed, or none of ours. */
export const damaged = (parts: ProblemParts): E.Either<Problem<'DamagedCheckpoint'>, never> =>
  E.left(problem('DamagedCheckpoint', { hint: COPY_AGAIN, ...parts }));

/** The left side for a sound file that holds something else. */
export const wrongShape = (parts: ProblemParts): E.Either<Problem<'WrongShape'>, never> =>
  E.left(problem('WrongShape', parts));

/** A name from a file as a message shows it: quoted, without control characters, and not longer than a line. */
export const shown = (name: string): string => JSON.stringify(name.length > 80 ? `${name.slice(0, 77)}...` : name);
