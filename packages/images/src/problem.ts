import * as E from 'fp-ts/lib/Either.js';
import type * as TE from 'fp-ts/lib/TaskEither.js';
import { problem, ProblemError } from '@bcl/errors';
import type { Problem, ProblemParts } from '@bcl/errors';

/**
 * What can go wrong with pictures, by tag.
 *
 * - content: `EmptyInput`, `DamagedFile`, `UnsupportedFile`, `WrongBytes`, `WrongSize`, `BadAttributes`
 * - archives: `UnsafeEntry`, `Encrypted`, `TooLarge`
 * - files: `FileMissing`, `NotAFile`, `Unreadable`, `FileChanged`
 * - `Aborted`: the caller's signal
 */
export type ImageProblemTag =
  | 'EmptyInput'
  | 'DamagedFile'
  | 'UnsupportedFile'
  | 'WrongBytes'
  | 'WrongSize'
  | 'BadAttributes'
  | 'UnsafeEntry'
  | 'Encrypted'
  | 'TooLarge'
  | 'FileMissing'
  | 'NotAFile'
  | 'Unreadable'
  | 'FileChanged'
  | 'Aborted';

/** A problem with pictures that the caller can act on; `switch (problem._tag)` tells them apart. */
export type ImageProblem = Problem<ImageProblemTag>;

/** Stops the reading of pictures with a problem, which {@link attempt} turns into the left of a result. */
export function stop(tag: ImageProblemTag, parts: ProblemParts): never {
  throw new ProblemError<ImageProblem>(problem(tag, parts));
}

/** The problem that an error carries, if it is one of {@link stop}. */
export function problemIn(error: unknown): ImageProblem | undefined {
  return error instanceof ProblemError ? (error as ProblemError<ImageProblem>).problem : undefined;
}

/** Runs `work`; what it stopped with is the left. Any other error is a defect and goes on. */
export function attempt<A>(work: () => Promise<A>): TE.TaskEither<ImageProblem, A> {
  return async () => {
    try {
      return E.right(await work());
    } catch (error) {
      const found = problemIn(error);
      if (found === undefined) throw error;
      return E.left(found);
    }
  };
}

/** The same for work that does not wait. */
export function attemptNow<A>(work: () => A): E.Either<ImageProblem, A> {
  try {
    return E.right(work());
  } catch (error) {
    const found = problemIn(error);
    if (found === undefined) throw error;
    return E.left(found);
  }
}

/** Stops when the caller has aborted. */
export function stopIfAborted(signal: AbortSignal | undefined, where: string): void {
  if (signal?.aborted !== true) return;
  stop('Aborted', { what: 'Reading was stopped', where, why: 'its signal was aborted', hint: 'run it again' });
}
